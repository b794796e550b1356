"""Case files: in TOML, what a newsroom expects of the quotations of an article; each is a test."""

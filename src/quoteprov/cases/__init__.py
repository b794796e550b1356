"""Case files: what a newsroom expects of the quotations of an article, in TOML, a test for each."""

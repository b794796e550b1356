"""What people write in TOML for their checks: settings of a project, and where it is wrong."""

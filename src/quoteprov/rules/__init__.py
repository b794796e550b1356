"""The rules: one module a family; a rule is a code, a name, a severity, a page and a check."""

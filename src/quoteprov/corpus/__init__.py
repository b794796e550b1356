"""Statements: reading, keeping and searching them."""

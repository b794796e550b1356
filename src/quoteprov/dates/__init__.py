"""Expressions to days."""

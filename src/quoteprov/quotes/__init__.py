"""Quotations of a text: marks, then speakers."""

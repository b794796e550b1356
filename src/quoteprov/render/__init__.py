"""Reports to text: one module an output format, each a pure function."""

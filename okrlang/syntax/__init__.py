"""Text to syntax: sources and places, diagnostics, the syntax tree and its parser."""

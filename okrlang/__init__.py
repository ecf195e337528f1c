"""okrlang: a language for goals, and an engine that says honestly whether they are met."""

__version__ = "0.1.0"

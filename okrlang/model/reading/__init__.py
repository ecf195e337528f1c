"""From syntax to what is meant: one module for each family of declarations, and those that they share."""

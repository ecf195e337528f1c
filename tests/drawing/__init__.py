"""Workspaces and rules drawn at random, as texts of the language, so that everything it knows is reached."""

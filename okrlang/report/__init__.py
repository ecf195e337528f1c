"""One report, and one renderer a file: what was found, for people and for programs."""

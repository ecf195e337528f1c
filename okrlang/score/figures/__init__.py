"""Figures: how each number that is said of a goal came about, as a formula with the values that went into it."""

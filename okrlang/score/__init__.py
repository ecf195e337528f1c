"""Numbers: progress, expectation, status, roll-up and levels, from what is meant and what is measured."""

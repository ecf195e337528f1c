"""The third floor: from rows, values and check-ins to the value of every measure on every day."""

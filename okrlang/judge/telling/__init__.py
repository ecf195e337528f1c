"""Telling: rules and verdicts in plain English, from the same expressions that decide them."""

"""The sieve: Python written of a rule that tells at once of which subjects it plainly holds, and leaves the others.

Loaded only where a rule meets many subjects.
"""

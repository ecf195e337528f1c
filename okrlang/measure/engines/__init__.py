"""The reference engines: what reads rows from files with nothing but Python's own library, and never runs code."""

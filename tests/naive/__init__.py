"""A second evaluator, as plain as can be: what the real one says is held against it."""

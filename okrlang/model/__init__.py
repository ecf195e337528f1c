"""What goal texts mean: quantities, calendars and the workspace of goals, measures and records."""

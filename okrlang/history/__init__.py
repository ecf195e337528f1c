"""What was recorded of goals day by day, and how that compares with what is known of those days now."""

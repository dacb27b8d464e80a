"""What was, a page a day: every entry with all that was said of it."""

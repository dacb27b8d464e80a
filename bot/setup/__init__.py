"""From /start to a working plan."""

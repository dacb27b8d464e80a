"""Cards in plain words, with their sources."""

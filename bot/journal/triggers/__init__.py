"""Triggers: what was present, with or without an episode."""

"""Longer looks than a week: twelve weeks, the cycle, the plan; a picture with its numbers."""

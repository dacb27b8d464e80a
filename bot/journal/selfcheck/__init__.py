"""The weekly self-check: ten questions of our own, three an evening."""

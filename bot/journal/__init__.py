"""How it went: episodes and day ratings."""

"""How a day was: the evening answer."""

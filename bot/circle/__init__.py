"""A circle of one's own: people who were invited, and see what was chosen for them."""

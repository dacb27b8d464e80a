"""What helps: the usual reliefs, and a person's own."""

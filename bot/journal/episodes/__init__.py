"""Episodes: one tap saves, everything after it is optional."""

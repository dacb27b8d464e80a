"""Notes: what the bot itself owes to a person at an instant: a question, the week summary."""

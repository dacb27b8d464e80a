"""Notes: what the bot itself owes to a person at an instant, such as a question or the week summary."""

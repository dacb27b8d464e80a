"""Who may begin: everybody, or only whom the bot's owner invites."""

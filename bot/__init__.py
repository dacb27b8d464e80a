"""A Telegram companion for people with facial spasms."""

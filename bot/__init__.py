"""A Telegram companion for people with facial spasms."""

__version__ = "0.1.0"

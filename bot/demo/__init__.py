"""The demo: a strict stand-in for Telegram on loopback, and a page that looks like a phone."""

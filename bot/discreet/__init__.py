"""Discreet mode: nothing that the bot says names anything."""

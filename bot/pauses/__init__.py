"""Pauses: what rests, from when until when, and why."""

"""Guided minutes: breathing, a body scan, gentle stretching, and one thing that is good."""

"""Honest statistics: which days went together with which, and when it is too early to tell."""

"""Journeys: two zones at once, and which of the plan goes by which of them."""

"""What: plan items and their schedules, quick add."""

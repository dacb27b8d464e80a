"""The plan as a whole, on one page: from the goal of the week to the people around."""

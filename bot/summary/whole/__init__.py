"""The plan as a whole, on one page: goal, medicines, exercises, habits, injections, visits."""

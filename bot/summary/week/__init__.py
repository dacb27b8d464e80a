"""The week in numbers, words and one picture."""

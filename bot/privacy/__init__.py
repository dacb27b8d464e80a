"""What is stored of a person, what they agreed to, and the way out."""

"""What a person looks at on Sunday, and what the doctor gets."""

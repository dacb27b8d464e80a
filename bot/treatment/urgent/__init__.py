"""The card for what cannot wait."""

"""Side effects: asked in the evening of those whose medicines have them."""

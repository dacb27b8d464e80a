"""Reading what people type: tokens, words of a language, recognisers, and putting it together."""

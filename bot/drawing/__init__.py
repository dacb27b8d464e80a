"""Drawing: Typst at work, the colours of pictures, and the signs that our font has."""

"""Pictures and pages, drawn by Typst from plain data."""

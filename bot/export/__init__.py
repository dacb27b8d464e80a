"""Everything a person has, in open formats; and back again."""

"""People who understand: communities by condition, language and region."""

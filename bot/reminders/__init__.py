"""When: occurrences, nags, missed, the digest after downtime; the engine that wakes."""

"""Who: consent, language, zone, quiet hours, pause, erasure."""

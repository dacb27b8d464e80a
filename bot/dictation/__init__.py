"""Everything by words alone, as dictation writes them: no slash, no button."""

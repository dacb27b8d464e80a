"""One small goal a week, of the person's own choice."""

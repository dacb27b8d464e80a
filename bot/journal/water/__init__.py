"""What was drunk: one tap a glass, towards a target only where the person sets one."""

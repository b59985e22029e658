"""What the handbook says."""

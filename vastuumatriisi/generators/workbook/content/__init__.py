"""What the sheets say."""

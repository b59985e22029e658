"""What a poster says."""

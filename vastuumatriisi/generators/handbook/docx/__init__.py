"""The handbook as a Word file."""

"""What stands on a drawn sheet."""

"""What documents look like: theme, fonts, templates."""

"""The Word file of an organisation, its letterhead: read, made harmless, measured and completed."""

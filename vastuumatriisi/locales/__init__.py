"""The words, dates and plurals of each language."""

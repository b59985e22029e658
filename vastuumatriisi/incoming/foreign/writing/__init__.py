"""What was found -> the text of a data file, as a person would have written it."""

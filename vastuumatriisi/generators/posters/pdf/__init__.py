"""A poster as a PDF file."""

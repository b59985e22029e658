"""The sheets as an Excel file."""

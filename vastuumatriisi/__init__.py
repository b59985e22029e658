"""One canonical data file of responsibilities drives a workbook, a handbook and posters."""

__version__ = "0.1.0"

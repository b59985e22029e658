"""Any file -> sheets of cells, or lines of a structured text."""

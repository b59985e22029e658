"""A workbook of ours that comes back after people's work: what its sheets now say -> proposals -> changes."""

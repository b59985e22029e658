"""What the formats that the layout engine draws have in common: posters, role sheets, pages of sites."""

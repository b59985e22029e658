"""How fast the program is, told as ratios: against its parts, against itself and against other ways to its pages."""

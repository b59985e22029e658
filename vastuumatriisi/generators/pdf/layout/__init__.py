"""How large everything on a drawn sheet is."""

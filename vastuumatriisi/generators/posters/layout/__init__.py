"""How large everything on a poster is."""

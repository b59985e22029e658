"""Templates filled in, whoever has written them: they reach what they are handed and no more, and they end."""

"""Strings without meaning: characters, widths, the alphabet, slips of the keyboard."""

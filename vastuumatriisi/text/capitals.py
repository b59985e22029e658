"""A capital at the beginning of a line."""


def with_capital(text: str) -> str:
    """Return a text whose first letter is a capital; all others stay as they are."""
    return text[:1].upper() + text[1:]

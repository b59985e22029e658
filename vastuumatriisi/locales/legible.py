"""What a message repeats of what others have written, such as a path, made so that its line stays one line."""

import re

# Controls, which may move the cursor or begin a line of their own; separators of lines; signs that turn the direction
# in which a line is read (Unicode TR 36, 3.2); and what is no character, as in a file name that is no UTF-8.
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def legible(text: str) -> str:
    r"""Return a text fit for a line on a terminal: what may not stand there stands as "\n", "\x1b", "\u202e"."""
    return UNFIT.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)

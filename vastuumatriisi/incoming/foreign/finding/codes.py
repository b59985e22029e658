"""The codes of a file: whether they can be those of the data file, where each duty has its own."""

import re
from collections import Counter
from collections.abc import Sequence

from vastuumatriisi.datafile.schema import DUTY_CODE, LONGEST_CODE


def unfit_code(codes: Sequence[str]) -> str | None:
    """Return the first code that is none or several duties have, "" for one that is missing, None where all fit."""
    often = Counter(one.casefold() for one in codes)
    unfit = (
        one for one in codes if not re.match(DUTY_CODE, one) or len(one) > LONGEST_CODE or often[one.casefold()] > 1
    )
    return next(unfit, None)

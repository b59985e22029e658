"""Dates as people write them -> the date that is meant, where there is only one."""

import datetime
import re

from vastuumatriisi.datafile.syntax_errors import DASHES
from vastuumatriisi.locales.wording import available, wording

YEAR, NUMBER = r"(?P<year>[12]\d{3})", r"\d{1,2}"
NAME = r"(?P<name>[^\W\d]+)\.?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 23.11.2026 is written so from the day on wherever it is; 3/4/2026 is March in one country and April in others.
        rf"(?P<day>{NUMBER})\. ?(?P<month>{NUMBER})\. ?{YEAR}",
        rf"(?P<day>1[3-9]|2\d|3[01])[/-](?P<month>{NUMBER})[/-]{YEAR}",
        rf"(?P<month>{NUMBER})/(?P<day>1[3-9]|2\d|3[01])/{YEAR}",
        rf"{YEAR}(?P<mark>[-./ ]|\. )(?P<month>{NUMBER})(?P=mark)(?P<day>{NUMBER})\.?(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?",
        rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?:den )?(?P<day>{NUMBER})(?:\.|st|nd|rd|th)? (?:of )?{NAME},? {YEAR}",
        rf"{NAME} (?P<day>{NUMBER})(?:st|nd|rd|th)?,? {YEAR}",
    )
)


def date_in(text: str) -> datetime.date | None:
    """Return the date that a text is, None for what is none or may be several. In Finnish, Swedish and English."""
    spaced = re.sub(f"[{DASHES}]", "-", " ".join(text.split()))
    for form in FORMS:
        if found := form.fullmatch(spaced):
            parts = found.groupdict()
            month = int(parts.get("month") or 0) or _month(parts.get("name") or "")
            try:
                return datetime.date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                continue
    return None


def _month(name: str) -> int:
    """Return the number of a month by its name, its first letters or its other forms; 0 for none, or for several."""
    written = name.casefold()
    months = [wording(language).entries["date.months"].casefold().split() for language in available()]
    found = {
        number
        for names in months
        for number, month in enumerate(names, 1)
        if len(written) >= 3 and (month.startswith(written) or written.startswith(month.removesuffix("ta")))
    }
    return found.pop() if len(found) == 1 else 0

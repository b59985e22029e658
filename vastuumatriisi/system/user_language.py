"""The language in which this machine speaks to its user, where no variable of the environment says so."""

import sys


def user_language() -> str:
    """Return the language of the user's Windows, "fi"; "" for one unknown, and elsewhere, where LANG tells it."""
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "").partition("_")[0]
    return ""

"""What the system lacks is told in the language of the reader, with the command that mends it here."""

import pytest

from tests.support.english import english_in
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.system import packages
from vastuumatriisi.system.libraries import LIBRARIES
from vastuumatriisi.system.packages import BY_PIP, INSTALL_COMMANDS, Shortage, shortage, why_not_loaded

# What the lines of each system hold besides what is told of all.
TOLD = {
    "debian": "Tai anna tämän tehdä se: make INSTALL=1 (ilman makea valinta --install).",
    "fedora": "dnf install --assumeyes pango",
    "macos": 'brew install pango python && make PYTHON="$(brew --prefix)/bin/python3"',
    "windows": "python -m pip install --require-hashes --no-deps -r requirements.txt",
    "other": "Asenna Pango ja PangoFT2 ja aja sitten uudestaan.",
}


@pytest.mark.parametrize("system", TOLD)
def test_advice(system: str) -> None:
    """What is missing is told line for line in Finnish and in Swedish; the command stands in a line of its own."""
    lack = Shortage(system, LIBRARIES, ensurepip=True)
    told = {language: UserError(lack.advice(tried=False)).told(messages(language)) for language in ("fi", "sv")}
    assert told["fi"].startswith("Järjestelmästä puuttuu: Pango, PangoFT2, ensurepip.\n")
    assert told["sv"].startswith("I systemet saknas: Pango, PangoFT2, ensurepip.\n")
    assert TOLD[system] in told["fi"]
    for language, text in told.items():
        lines = [line for line in text.splitlines() if not line.startswith("    ")]
        assert [word for line in lines for word in english_in(line, language)] == []
        assert ("\n    " in text) == (system in (*INSTALL_COMMANDS, *BY_PIP))


@pytest.mark.parametrize("system", TOLD)
def test_what_pip_brings_is_not_waited_for(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows and macOS set-up goes on without Pango, which comes with the packages; a build does not."""
    monkeypatch.setattr(packages, "kind_of_system", lambda: system)
    monkeypatch.setattr(packages, "missing_libraries", lambda: LIBRARIES)
    assert shortage(environment_needed=False, before_pip=True).stops_us == (system not in BY_PIP)
    assert shortage(environment_needed=False).stops_us


def test_nothing_of_windows_is_installed_by_others() -> None:
    """There is no command for MSYS2, and no question of rights: pip has it all."""
    lack = Shortage("windows", LIBRARIES, ensurepip=False)
    assert lack.commands == ()
    assert "pip installs what is missing, without the rights of an administrator." in str(lack.advice(tried=False))


def test_it_was_tried() -> None:
    """Where the command has been run just now, that is told in place of the offer to run it."""
    lack = Shortage("fedora", LIBRARIES, ensurepip=False)
    told = UserError(lack.advice(tried=True)).told(messages("fi"))
    assert told.endswith("Sitä yritettiin juuri, eikä siitä ollut apua; syy on yllä sen omin sanoin.")
    assert str(lack.advice(tried=True)).endswith("It was tried just now and did not help; its own words stand above.")


def test_a_library_that_is_there_and_does_not_load() -> None:
    """The system's own reason is told with the command that looks closer."""
    told = messages("sv").told(why_not_loaded(OSError("libpango: fel")))
    assert told.startswith(
        "Affischerna behöver systembiblioteket Pango, som inte går att ladda på den här datorn: libpango"
    )

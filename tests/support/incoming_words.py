"""Files that cannot be imported, decisions that cannot be made, and what is told of them in Finnish and in Swedish."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl

from tests.support.foreign import table

SHEET = table("""
Tehtävä | Rehtori | Opettaja
Ostamme laitteet | A | R
Korjaamme laitteet | R | A
""")


def packed(**parts: str) -> bytes:
    """Return a zip of parts, whose names have "/" where "__" is written and "." where "_" is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def of_a_matrix() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Vastuut"
    for row in SHEET:
        sheet.append(row)
    return saved(book)


def of_words() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Kokous pidettiin keväällä."  # type: ignore[index]
    return saved(book)


# The name and the bytes of each file with the beginning of what is said of it.
FILES: Mapping[str, tuple[str, Callable[[], bytes], Mapping[str, str]]] = {
    "damaged": (
        "a.xlsx",
        lambda: b"PK\x03\x04 rikki",
        {"fi": "{file} on vaurioitunut; avaa se toimisto-ohjelmassa, tallenna", "sv": "{file} är skadad; öppna den i"},
    ),
    "no workbook inside": (
        "a.xlsx",
        lambda: packed(xl__workbook_xml=""),
        {"fi": "Tiedostossa {file} ei ole työkirjaa; tallenna", "sv": "{file} innehåller ingen arbetsbok; spara"},
    ),
    "entities": (
        "a.xlsx",
        lambda: packed(xl__workbook_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
        {"fi": "{file} sisältää DOCTYPE-määrittelyn, jollaista", "sv": "{file} innehåller en DOCTYPE-definition, som"},
    ),
    "password": (
        "a.ods",
        lambda: packed(mimetype="x", **{"META-INF__manifest_xml": "encryption-data"}),
        {"fi": "{file} on suojattu salasanalla; tallenna", "sv": "{file} har ett lösenord; spara"},
    ),
    "a very long cell": (
        "a.csv",
        ("Tehtävä;Rehtori\n" + "Ostamme;A\n" * 400 + "x" * 140_000 + ";A\n").encode,
        {
            "fi": "Tiedostoa {file} ei voi lukea taulukkona (yhdessä solussa on yli 131072 merkkiä)",
            "sv": "{file} kan inte läsas som en tabell (en cell är längre än 131072 tecken)",
        },
    ),
    "no text": (
        "a.docx",
        lambda: saved(docx.Document()),
        {"fi": "Tiedostossa {file} ei ole tekstiä; jos matriisi", "sv": "{file} innehåller ingen text; om matrisen"},
    ),
    "no cells": (
        "a.xlsx",
        lambda: saved(openpyxl.Workbook()),
        {"fi": "Tiedostossa {file} ei ole yhtään täytettyä", "sv": "{file} har ingen ifylld cell; om matrisen"},
    ),
    "no matrix": (
        "a.xlsx",
        of_words,
        {"fi": "Matriisia ei löytynyt ({file}): ei kirjaimia", "sv": "Ingen matris hittades ({file}): inga bokstäver"},
    ),
    "a picture": (
        "a.xlsx",
        lambda: b"\x89PNG\r\n\x1a\n",
        {"fi": "{file}: tämä on kuva (PNG); tallenna matriisi", "sv": "{file}: det här är en bild (PNG); spara"},
    ),
}
# Other words of `import` about a file that has a matrix.
WORDS: Mapping[str, tuple[tuple[str, ...], int, Mapping[str, str]]] = {
    "no output": (
        (),
        2,
        {"fi": "import: anna datatiedoston nimi valinnalla -o", "sv": "import: ange datafilen med -o"},
    ),
    "no such sheet": (
        ("--sheet", "Muu", "--dry-run"),
        1,
        {"fi": "Tiedostossa {file} ei ole taulukkoa ”Muu”; siinä on Vastuut.", "sv": "{file} har inget blad ”Muu”"},
    ),
    "a file overwritten": (
        ("-o", "{folder}/a.xlsx"),
        1,
        {"fi": "{file} on jo olemassa, eikä tuonti kirjoita", "sv": "{file} finns redan, och importen skriver inte"},
    ),
    "a file in the place of the folder": (
        ("-o", "{file}/tiedot.yaml"),
        1,
        {
            "fi": "Tiedostoa {file}/tiedot.yaml ei voi kirjoittaa (",
            "sv": "{file}/tiedot.yaml kan inte skrivas (",
        },
    ),
    "a map that is a folder": (
        ("-o", "{folder}/tiedot.yaml", "--map", "{folder}"),
        1,
        {"fi": "Tiedostoa {folder} ei voi lukea (se on kansio); korjaa", "sv": "{folder} kan inte läsas ("},
    ),
}
DECISIONS: Mapping[str, tuple[tuple[str, ...], int, Mapping[str, str]]] = {
    "no number": (
        ("--accept", "kaikki"),
        2,
        {
            "fi": "”kaikki” ei ole minkään ehdotuksen numero; kirjoita ”all” (kaikki) tai",
            "sv": "”kaikki” är inget förslags",
        },
    ),
    "not open": (
        ("--reject", "9"),
        2,
        {"fi": "Avointa ehdotusta 9 ei ole; `review` ilman", "sv": "Det finns inget öppet förslag 9; `review` utan"},
    ),
    "both": (
        ("--accept", "1", "--reject", "1"),
        2,
        {
            "fi": "Ehdotus 1 on sekä hyväksytty että hylätty; mainitse se",
            "sv": "Förslag 1 både godkänns och avslås; nämn det",
        },
    ),
    "several both": (
        ("--accept", "1-2", "--reject", "1-2"),
        2,
        {"fi": "Ehdotukset 1, 2 on sekä", "sv": "Förslagen 1, 2 både godkänns"},
    ),
    "a reply overwritten": (
        ("--reply", "{folder}/kirja.xlsx"),
        1,
        {
            "fi": "{file} on jo olemassa; anna vastaukselle toinen nimi.",
            "sv": "{file} finns redan; ange ett annat namn",
        },
    ),
    "a reply nowhere": (
        ("--reply", "{folder}/ei/v.xlsx"),
        1,
        {"fi": "Tiedostoa {folder}/ei/v.xlsx ei voi kirjoittaa (", "sv": "{folder}/ei/v.xlsx kan inte skrivas ("},
    ),
    "another matrix": (
        ("--source", "{folder}/muu.yaml"),
        1,
        {"fi": "{file} on tehty toisesta matriisista, ”", "sv": "{file} är gjord av en annan matris, ”"},
    ),
    "a broken record": (
        ("--source", "{folder}/kirjattu/tiedot.yaml"),
        1,
        {"fi": "Päätöksiä ei voi lukea tiedostosta ", "sv": "Besluten kan inte läsas ur "},
    ),
}

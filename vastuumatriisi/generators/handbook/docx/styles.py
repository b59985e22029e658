"""The named styles of the handbook, made from the theme. Every look in the document comes from one of these."""

from collections.abc import Iterable, Iterator, Mapping

from vastuumatriisi.design.design import VisualTheme

from .markup import PLAIN_LINK, WORD, Element, w
from .style_elements import CharacterFormat, ParagraphFormat, character_style, paragraph_style
from .table_styles import plain_table, table_style

HEADINGS = range(1, 10)

TOP, BOTTOM, RUNNING = 1500, 1140, 600  # margins, and header and footer from the edge, in twentieths of a point


def names_of(found: Iterable[Element]) -> Mapping[str, str]:
    """Return the name of each of our styles by its id: names are the same in Word of any language, ids need not be."""
    named = ((element.get(f"{{{WORD}}}styleId"), element) for element in found)
    return {str(identifier): str(element[0].get(f"{{{WORD}}}val")) for identifier, element in named if identifier}


def styles(theme: VisualTheme, languages: Mapping[str, str]) -> Iterator[Element]:
    """Yield what ``word/styles.xml`` holds: the defaults of the document, then every style.

    ``languages`` maps val, eastAsia and bidi, the scripts that Word tells apart, to BCP 47 tags.
    """
    yield _defaults(theme, languages)
    yield w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")
    yield character_style("DefaultParagraphFont", "Default Paragraph Font", None)
    yield plain_table()
    yield from _headings(theme)
    yield from _cover(theme)
    yield from _contents(theme)
    yield from _running(theme)
    yield from _lists()
    yield from _texts(theme)
    yield from _characters(theme)
    yield table_style("MatrixTable", "Matrix Table", theme)
    yield table_style("CompactTable", "Compact Table", theme, high=0)
    yield table_style("FormTable", "Form Table", theme, lines=("insideV",))


def _defaults(theme: VisualTheme, languages: Mapping[str, str]) -> Element:
    font = theme.fonts["office"]
    size = round(theme.handbook["body"] * 2)
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font),
                w("color", val=theme.colours["ink"][1:]),
                w("sz", val=size),
                w("szCs", val=size),
                w("lang", **languages),
            ),
        ),
        w("pPrDefault", w("pPr", w("widowControl"), w("spacing", after=120, line=259, lineRule="auto"))),
    )


def _headings(theme: VisualTheme) -> Iterator[Element]:
    accent, ink = theme.levels[0].colour, theme.colours["ink"]
    body = theme.handbook["body"]
    sizes = {1: body + 9, 2: body + 4, 3: body + 2}
    for level in HEADINGS:
        shape = ParagraphFormat(
            before=220 if level == 1 else 280,
            after=160 if level == 1 else 80,
            line=252,
            level=level,
            numbering=1,
            keep=True,
        )
        look = CharacterFormat(size=sizes.get(level, body), colour=accent if level < 4 else ink, bold=True)
        yield paragraph_style(f"Heading{level}", f"heading {level}", shape, look, following="Normal")


def _cover(theme: VisualTheme) -> Iterator[Element]:
    accent, tint, muted = theme.levels[0].colour, theme.levels[0].tint, theme.colours["muted"]
    size, body = theme.handbook["title"], theme.handbook["body"]
    line = ParagraphFormat(after=0, border={"bottom": accent}, border_width=12)
    yield paragraph_style("CoverOrganisation", "Cover Organisation", line, CharacterFormat(size=body + 2, colour=muted))
    title = ParagraphFormat(before=3400, after=120, line=240)
    yield paragraph_style("Title", "Title", title, CharacterFormat(size=size, colour=accent, bold=True))
    compact = ParagraphFormat(before=240, after=160, line=240)
    yield paragraph_style("TitleCompact", "Title Compact", compact, CharacterFormat(size=body + 13), below="Title")
    yield paragraph_style(
        "Subtitle", "Subtitle", ParagraphFormat(after=1400), CharacterFormat(size=size * 0.6, colour=muted)
    )
    facts = ParagraphFormat(after=60, left=3000, hanging=3000)
    yield paragraph_style("CoverFact", "Cover Fact", facts, CharacterFormat(size=body + 1))
    line_to_write = ParagraphFormat(
        after=60,
        left=3000,
        hanging=3000,
    )
    yield paragraph_style("CoverLine", "Cover Line", line_to_write, below="CoverFact")
    # Borders in the colour of the ground are its padding.
    sides = {"top": tint, "left": accent, "bottom": tint, "right": tint}
    notice = ParagraphFormat(before=900, left=180, right=120, border=sides, border_width=24, fill=tint)
    yield paragraph_style("Notice", "Notice", notice)


def _contents(theme: VisualTheme) -> Iterator[Element]:
    body, accent = theme.handbook["body"], theme.levels[0].colour
    heading = CharacterFormat(size=body + 9, colour=accent, bold=True)
    yield paragraph_style(
        "TOCHeading", "TOC Heading", ParagraphFormat(after=160, keep=True), heading, following="Normal"
    )
    indents = ((0, 460), (460, 620), (1080, 800), (1880, 980))
    for level in HEADINGS:
        left, number = indents[min(level, len(indents)) - 1]
        shape = ParagraphFormat(
            before=140 if level == 1 else 0,
            after=40,
            left=left + number,
            hanging=number,
            keep=level == 1,
        )
        yield paragraph_style(
            f"TOC{level}", f"toc {level}", shape, CharacterFormat(bold=level == 1), following="Normal"
        )


def _running(theme: VisualTheme) -> Iterator[Element]:
    look = CharacterFormat(size=theme.handbook["detail"], colour=theme.colours["muted"])
    rule = theme.colours["rule"]
    yield paragraph_style("Header", "header", ParagraphFormat(line=240), look)
    chapter = ParagraphFormat(line=240, after=0, border={"bottom": rule})
    yield paragraph_style(
        "HeaderChapter", "Header Chapter", chapter, CharacterFormat(colour=theme.colours["ink"]), below="Header"
    )
    yield paragraph_style("Footer", "footer", ParagraphFormat(line=240, border={"top": rule}), look)


def _lists() -> Iterator[Element]:
    for identifier, name, numbering in (("ListNumber", "List Number", 3), ("ListBullet", "List Bullet", 2)):
        shape = ParagraphFormat(after=120, left=480, hanging=360, numbering=numbering, close=True)
        yield paragraph_style(identifier, name, shape)


def _texts(theme: VisualTheme) -> Iterator[Element]:
    table, detail = theme.handbook["table"], theme.handbook["detail"]
    muted, accent = theme.colours["muted"], theme.levels[0].colour
    yield paragraph_style("Summary", "Summary", ParagraphFormat(before=160, after=0), CharacterFormat(colour=muted))
    yield paragraph_style(
        "Caption",
        "caption",
        ParagraphFormat(before=120, after=80, keep=True),
        CharacterFormat(size=detail, colour=muted),
    )
    facts = ParagraphFormat(after=80, line=250, keep=True, close=True)
    yield paragraph_style("UnitFact", "Unit Fact", facts, CharacterFormat(size=table))
    # The colour is that of all text; without it LibreOffice shows codes and links in tables in black, too.
    cells = CharacterFormat(size=table, colour=theme.colours["ink"])
    yield paragraph_style("TableText", "Table Text", ParagraphFormat(line=250), cells)
    header = CharacterFormat(size=table, bold=True, colour=accent)
    yield paragraph_style(
        "TableHeader", "Table Header", ParagraphFormat(line=250, keep=True), header, below="TableText"
    )
    numbers = ParagraphFormat(line=250, align="right")
    yield paragraph_style("TableNumber", "Table Number", numbers, CharacterFormat(size=table), below="TableText")
    over_numbers = ParagraphFormat(line=250, keep=True, align="right")
    yield paragraph_style("TableNumberHeader", "Table Number Header", over_numbers, header, below="TableHeader")
    yield paragraph_style("Figure", "Figure", ParagraphFormat(before=60, keep=True), following="Caption")
    small = CharacterFormat(size=detail, colour=muted)
    yield paragraph_style("DutyDetail", "Duty Detail", ParagraphFormat(before=20, line=240), small, below="TableText")
    below = ParagraphFormat(after=0, line=240, left=900, hanging=900)
    yield paragraph_style("DecisionDuty", "Decision Duty", below, CharacterFormat(size=detail))
    last = ParagraphFormat(after=240, line=240, left=900, hanging=900)
    yield paragraph_style("DecisionLast", "Decision Last", last, CharacterFormat(size=detail))
    letters = ParagraphFormat(after=30, line=250, left=500, hanging=500)
    yield paragraph_style("LetterLine", "Letter Line", letters, below="TableText")
    yield paragraph_style("Mark", "Mark", ParagraphFormat(after=60))
    yield paragraph_style(
        "AfterTable", "After Table", ParagraphFormat(before=160, after=60), following="Mark", below="Mark"
    )
    yield paragraph_style(
        "ThemeLine", "Theme Line", ParagraphFormat(before=60, after=0, line=240), CharacterFormat(size=detail)
    )
    yield from _small_texts(theme)
    yield from _changed_texts(theme)


def _small_texts(theme: VisualTheme) -> Iterator[Element]:
    """Yield the styles of index, table of shares and glossary."""
    table, detail = theme.handbook["table"], theme.handbook["detail"]
    fine = CharacterFormat(size=detail)
    entry = ParagraphFormat(before=90, after=0, line=240, keep=True)
    yield paragraph_style("IndexEntry", "Index Entry", entry, fine)
    line = ParagraphFormat(after=0, line=240, left=340, hanging=340)
    yield paragraph_style("IndexLine", "Index Line", line, fine)
    yield paragraph_style("CompactText", "Compact Text", ParagraphFormat(line=240), fine, below="TableText")
    number = ParagraphFormat(line=240, align="right")
    yield paragraph_style("CompactNumber", "Compact Number", number, fine, below="TableText")
    entry = ParagraphFormat(after=30, line=245, left=2200, hanging=2200)
    yield paragraph_style("GlossaryEntry", "Glossary Entry", entry, CharacterFormat(size=table))


def _changed_texts(theme: VisualTheme) -> Iterator[Element]:
    """Yield what stands at duties and units that have changed: the same with a bar beside it."""
    bar = {"left": _added(theme)}
    # LibreOffice cuts off what stands beside the text of a cell, so the text makes room for the bar.
    text = ParagraphFormat(line=250, left=120, border=bar, border_width=18, border_space=4)
    yield paragraph_style("TableTextChanged", "Table Text Changed", text, below="TableText")
    detail = ParagraphFormat(before=20, line=240, left=120, border=bar, border_width=18, border_space=4)
    yield paragraph_style("DutyDetailChanged", "Duty Detail Changed", detail, below="DutyDetail")
    fact = ParagraphFormat(left=120, border=bar, border_width=18, border_space=4)
    yield paragraph_style("UnitFactChanged", "Unit Fact Changed", fact, below="UnitFact")


def _characters(theme: VisualTheme) -> Iterator[Element]:
    level, colours = theme.levels[0], theme.colours
    yield character_style("Label", "Label", CharacterFormat(bold=True))
    yield character_style("Muted", "Muted", CharacterFormat(colour=colours["muted"]))
    yield character_style("UnitName", "Unit Name", CharacterFormat(bold=True))
    yield character_style("DutyCode", "Duty Code", CharacterFormat(bold=True, colour=level.colour))
    yield character_style("DutyLink", "Duty Link", CharacterFormat(colour=level.colour))
    yield character_style(PLAIN_LINK, "Plain Link", CharacterFormat())
    yield character_style("ChangeWord", "Change Word", CharacterFormat(bold=True, colour=_added(theme)))
    yield character_style("TextAdded", "Text Added", CharacterFormat(colour=_added(theme), underlined=True))
    yield character_style("TextRemoved", "Text Removed", CharacterFormat(colour=colours["lost"], struck=True))
    yield character_style("Letter", "Letter", CharacterFormat(bold=True))
    yield character_style("LetterStated", "Letter Stated", CharacterFormat(bold=True, fill=level.tint))
    yield character_style("LetterDerived", "Letter Derived", CharacterFormat(italic=True))
    yield character_style(
        "OpenOwner", "Open Owner", CharacterFormat(bold=True, colour=colours["open"], fill=colours["open_tint"])
    )


def _added(theme: VisualTheme) -> str:
    """Return the colour of what is new, another one than that of codes and links."""
    return theme.levels[1 % len(theme.levels)].colour

"""What libraries say of files that they cannot read is told in each language, not quoted."""

import io
import tomllib
from collections.abc import Callable

import jinja2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from tests.support.languages import assert_in_every_language, told
from vastuumatriisi.locales.library_words import in_words, one_after_another

TOML = {
    "heading": ("[colours", "tiedoston lopussa: otsikosta puuttuu loppusulku ]"),
    "list of tables": ("[[levels]", "rivi 1, sarake 9: otsikosta puuttuu loppusulku ]"),
    "no equals": ("ink", "tiedoston lopussa: nimen jäljestä puuttuu ="),
    "no value": ("ink =\n", "rivi 1, sarake 6: arvo ei kelpaa"),
    "no quotes": ("ink = black", "rivi 1, sarake 7: arvo ei kelpaa"),
    "two values": ("a = 1 2", "rivi 1, sarake 7: rivillä on vielä jotakin arvon jäljessä"),
    "table twice": ("[a]\n[a]", "rivi 2, sarake 3: osio ('a') on kahdesti"),
    "name twice": ("a = 1\na = 2", "tiedoston lopussa: nimi on kahdesti"),
    "name twice in braces": ("a = {b = 1, b = 2}", "rivi 1, sarake 18: nimi b on kahdesti"),
    "open text": ('a = "x', "tiedoston lopussa: teksti jää auki, lainausmerkki puuttuu"),
    "open text in apostrophes": ("a = 'x", 'tiedoston lopussa: puuttuu "\'"'),
    "open list": ("a = [1", "tiedoston lopussa: luettelo jää auki, loppusulku ] puuttuu"),
    "open braces": ("a = {b = 1", "tiedoston lopussa: aaltosulku jää auki"),
    "backslash": (r'a = "\q"', "rivi 1, sarake 8: tekstissä on yksinäinen \\, kirjoita \\\\"),
    "half a pair": (r'a = "\ud800"', "rivi 1, sarake 12: numeroitua merkkiä ei ole"),
    "control": ('a = "\x01"', "rivi 1, sarake 6: kielletty merkki '\\x01'"),
    "no such hour": ("a = 2026-11-23T25:00:00", "rivi 1, sarake 15: rivillä on vielä jotakin arvon jäljessä"),
    "no such day": ("a = 2026-02-30", "rivi 1, sarake 5: päivää tai kellonaikaa ei ole"),
    "digits": (f"a = {'9' * 5000}", "luvussa on liikaa numeroita"),
    "depth": (f"a = {'[' * 50_000}", "siinä on liian monta tasoa sisäkkäin"),
    "no name": ("= 1", "rivi 1, sarake 1: rivi ei ole ”nimi = arvo”"),
}
XML = {
    "empty": (b"", "rivi 1, sarake 1: tiedosto on tyhjä"),
    "text": (b"x", "rivi 1, sarake 1: alussa ei ole merkkiä '<'"),
    "half a tag": (b"<svg", "rivi 1, sarake 5: alkutunniste svg (rivi 1) jää auki"),
    "crossed": (b"<svg>\n<g></svg>", "rivi 2, sarake 10: g (rivi 2) on vielä auki, kun svg suljetaan"),
    "open": (b"<svg>\n", "rivi 2, sarake 1: svg (rivi 1) jää auki"),
    "entity": (b"<svg>&x;</svg>", "rivi 1, sarake 9: merkintää &x; ei ole määritelty"),
    "ampersand": (b"<svg>&</svg>", "rivi 1, sarake 7: siinä on & yksinään, kirjoita &amp;"),
    "two": (b"<svg/><svg/>", "rivi 1, sarake 7: lopun jäljessä on vielä jotakin"),
    "prefix": (b"<a:svg/>", "rivi 1, sarake 7: osassa svg on etuliite a, jota ei ole määritelty"),
    "prefix of an attribute": (
        b"<svg x:y='1'/>",
        "rivi 1, sarake 13: osassa svg on etuliite x, jota ei ole määritelty",
    ),
    "no quotes": (b"<svg a=1/>", "rivi 1, sarake 8: arvon ympäriltä puuttuvat lainausmerkit"),
    "no value": (b"<svg a/>", "rivi 1, sarake 7: määritteellä a ei ole arvoa"),
    "less": (b"<svg><</svg>", "rivi 1, sarake 7: merkin '<' jäljessä ei ole nimeä"),
    "twice": (b"<svg a='1' a='2'/>", "rivi 1, sarake 17: määrite a on kahdesti"),
    "control": (b"<svg>\x01</svg>", "rivi 1, sarake 6: siinä on merkki numero 1, joka ei kuulu tekstiin"),
    "comment": (b"<svg><!-- x", "rivi 1, sarake 12: kommentti jää auki"),
    "sequence": (b"<svg>]]></svg>", "rivi 1, sarake 6: siinä on ]]>, joka ei kuulu tekstiin"),
    "attributes": (b"<svg a='1'b='2'/>", "rivi 1, sarake 11: määritteissä on virhe"),
    "less in a value": (b"<svg a='<'/>", "rivi 1, sarake 9: arvossa on '<', kirjoita &lt;"),
    "no end": (b"<svg></svg", "rivi 1, sarake 11: '>' puuttuu"),
    "declaration": (b" <?xml version='1.0'?><svg/>", "rivi 1, sarake 7: <?xml … ?> on muualla kuin aivan alussa"),
    "open data": (b"<svg><![CDATA[ x", "rivi 1, sarake 17: CDATA-osa jää auki"),
    "encoding": (
        b"<?xml version='1.0' encoding='x'?><svg/>",
        "rivi 1, sarake 33: merkistöä x ei tunneta",
    ),
}
JINJA = {
    "{{ x }}": "nimeä 'x' ei ole",
    "{{ text.x }}": "kohteella 'str' ei ole tietoa 'x'",
    "{{ none.x }}": "kohteella 'None' ei ole tietoa 'x'",
    "{% for a in text %}": "'for' jää auki; lopusta puuttuu 'endfor' tai 'else'",
    "{% if text %}{% endfor %}": (
        "'endfor' ei käy tässä; 'if' on vielä auki, joten tähän kuuluu 'elif' tai 'else' tai 'endif'"
    ),
    "{% endfo %}": "merkintää 'endfo' ei ole tai se ei kuulu tähän",
    "{{ text": "pohja loppuu kesken, puuttuu '}}'",
    "{{ text b }}": "tässä pitäisi olla '}}' eikä 'b'",
    "{{ (text }}": "tässä pitäisi olla ')' eikä '}'",
    "{{ text }": "'}' ei kuulu tähän",
    "{{ ) }}": "')' ei kuulu tähän",
    "{{ $ }}": "merkki '$' ei kuulu tähän",
    "{{ text. }}": "pisteen jäljestä puuttuu nimi",
    "{% if %}{% endif %}": "tästä puuttuu lauseke, paikalla on '%}'",
    "{{ text | x }}": "suodatinta 'x' ei ole",
    "{% if text is x %}{% endif %}": "ehtoa 'x' ei ole",
    "{# text": "kommentti tai raw-osa jää auki",
    "{{ text + 1 }}": "tekstiin ei voi liittää arvoa 'int'",
    "{{ 1 + text }}": "laskutoimitus + ei käy arvoille 'int' ja 'str'",
    "{{ text() }}": "arvoa 'str' ei voi kutsua, jätä sulut pois",
    "{% for a in 3 %}{% endfor %}": "'int' ei ole luettelo",
    "{{ 3 | length }}": "arvolla 'int' ei ole pituutta",
    "{{ 1 / 0 }}": "jakaja on nolla",
}


def said(call: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- whatever a library raises is to be told
        call()
    return caught.value


@pytest.mark.parametrize("kind", TOML)
def test_toml(kind: str) -> None:
    """A theme that is no TOML."""
    text, finnish = TOML[kind]
    words = in_words(said(lambda: tomllib.loads(text)))
    assert told(words, "fi") == finnish
    assert_in_every_language(words)


@pytest.mark.parametrize("kind", XML)
def test_xml(kind: str) -> None:
    """A drawing that is no XML."""
    content, finnish = XML[kind]
    words = in_words(said(lambda: etree.fromstring(content, etree.XMLParser(resolve_entities=False))))
    assert told(words, "fi") == finnish
    assert_in_every_language(words)


@pytest.mark.parametrize("template", JINJA)
def test_jinja(template: str) -> None:
    """A template with a mistake."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    words = in_words(said(lambda: environment.from_string(template).render(text="x")))
    assert told(words, "fi") == JINJA[template]
    assert_in_every_language(words)


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 200)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "finnish"),
    [
        (png()[:100], "tiedosto on katkennut"),
        (png()[:50] + b"xxxx" + png()[54:], "PNG-tiedosto on vioittunut"),
    ],
)
def test_pictures(content: bytes, finnish: str) -> None:
    """A picture that is cut off, and one that is damaged."""

    def read() -> None:
        with Image.open(io.BytesIO(content)) as picture:
            picture.verify()

    words = in_words(said(read))
    assert told(words, "fi") == finnish
    assert_in_every_language(words)


@pytest.mark.parametrize(
    ("content", "finnish"),
    [
        (b"", "sisältö on muuta"),
        (b"no font at all, but a text", "sisältö on muuta"),
        (b"ttcf" + bytes(60), "kirjasinkokoelma on vioittunut"),
        (b"wOF2" + bytes(60), "sitä ei voi purkaa"),
        (b"\0\1\0\0" + bytes(60), "taulu name puuttuu"),
    ],
)
def test_fonts(content: bytes, finnish: str) -> None:
    """A file that is no font, or a broken one."""
    words = in_words(said(lambda: TTFont(io.BytesIO(content), lazy=True)["name"]))
    assert told(words, "fi") == finnish
    assert_in_every_language(words)


def test_what_is_not_known_is_quoted() -> None:
    """Nothing is lost of it, and it is marked as the words of somebody else; where nothing is said, nothing is told."""
    assert str(in_words(ValueError("strange  things\nhappen"))) == "strange things happen"
    assert str(in_words(ValueError())) == ""
    words = in_words("Parse error at 3:5: strange things happen")
    with pytest.raises(AssertionError):
        told(words, "fi")
    assert str(words) == "Parse error at 3:5: strange things happen"
    assert told(one_after_another([in_words("Invalid value"), in_words("no value")]), "sv") == (
        "värdet duger inte; värdet saknas"
    )

"""The whole page as a value."""

from collections.abc import Iterator
from dataclasses import dataclass

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.locales.wording import Wording, direction
from vastuumatriisi.matrix import Block, Views
from vastuumatriisi.matrix.fragments import fragments
from vastuumatriisi.matrix.letters import Letter
from vastuumatriisi.revision import marks_of
from vastuumatriisi.text.capitals import within_a_sentence

from .balance import Balance, Share, balances, share
from .decisions import Body, Question, bodies, questions
from .duties import Telling
from .files import File, file_of, files
from .prints import Prints, prints
from .revision import WebRevision, web_revision
from .roles import WebRole, web_roles
from .units import WebLevel, open_duties, web_levels


@dataclass(frozen=True, slots=True)
class Page:
    """All that the web page says; ``about`` are labels and values of the edition."""

    language: str
    direction: str
    title: str
    organisation: str
    extent: str
    edition: str
    has_owners: bool
    all: int
    open: int
    introduction: tuple[tuple[str, tuple[str, ...]], ...]
    letters: tuple[Letter, ...]
    explanations: tuple[str, ...]
    rules: tuple[str, ...]
    levels: tuple[WebLevel, ...]
    roles: tuple[WebRole, ...]
    themes: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    bodies: tuple[Body, ...]
    decisions: int
    questions: tuple[Question, ...]
    share: Share
    balances: tuple[Balance, ...]
    revision: WebRevision | None
    prints: Prints
    about: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    workbook: File | None
    contact: str
    mark: str


def page(views: Views, findings: tuple[Finding, ...], design: Design) -> Page:
    """Return the page of a matrix, told in the words of the design."""
    matrix, wording = views.matrix, design.wording
    telling = Telling(views, wording, fragments(matrix), marks_of(views))
    used = {duty.theme for duty in matrix.duties}
    agenda = tuple(bodies(telling))
    units = wording.count("count.units", len(matrix.duty_units))
    extent = (units, wording.count("count.duties", len(matrix.duties)), wording.count("web.roles", len(matrix.roles)))
    return Page(
        language=matrix.language,
        direction=direction(matrix.language),
        title=matrix.title,
        organisation=matrix.organisation,
        extent=wording.listed(extent),
        edition=f"{wording('poster.edition', edition=matrix.edition)}, {wording.date(matrix.date)}",
        has_owners=matrix.letters.has_accountable,
        all=len(matrix.duties),
        open=len(open_duties(telling)) if matrix.letters.has_accountable else 0,
        introduction=tuple(_paragraphs(matrix.introduction)),
        letters=matrix.letters.letters,
        explanations=tuple(_explanations(views, wording)),
        rules=tuple(_rules(views, wording)),
        levels=tuple(web_levels(telling)),
        roles=web_roles(telling),
        themes=tuple((theme.id, theme.name) for theme in matrix.themes if theme.id in used),
        scopes=tuple(_scopes(views, wording)),
        bodies=agenda,
        decisions=sum(len(body.matters) for body in agenda),
        questions=questions(findings),
        share=share(telling),
        balances=tuple(balances(telling)),
        revision=web_revision(telling),
        prints=prints(telling),
        about=tuple(_about(views, wording)),
        files=tuple(files(telling)),
        workbook=file_of(telling, "workbook"),
        contact=matrix.contact,
        mark=matrix.fingerprint,
    )


def _scopes(views: Views, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield the scopes that duties are restricted to, with their ids; before them all of them together, as ""."""
    matrix = views.matrix
    used = {scope for duty in matrix.duties for scope in duty.scopes}
    scopes = [scope for scope in matrix.scopes if scope.id in used]
    if scopes:
        first, *others = (scope.name for scope in scopes)
        yield "", wording.listed([first, *(within_a_sentence(name, matrix.language) for name in others)])
    yield from ((scope.id, scope.name) for scope in scopes)


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield paragraphs, and lists with all of their items."""
    items: list[str] = []
    kind = ""
    for block in blocks:
        if block.kind != kind and items:
            yield kind, tuple(items)
            items = []
        kind = block.kind
        if kind == "paragraph":
            yield kind, (block.text,)
        else:
            items.append(block.text)
    if items:
        yield kind, tuple(items)


def _explanations(views: Views, wording: Wording) -> Iterator[str]:
    matrix = views.matrix
    if matrix.has_stated or matrix.has_derived:
        both = matrix.has_stated and matrix.has_derived
        yield wording(f"origin.explain_{'both' if both else 'stated' if matrix.has_stated else 'derived'}")
    if matrix.has_derived:
        yield wording("web.looks")
    yield wording("origin.blank")
    if matrix.letters.has_accountable:
        yield wording("origin.open")


def _rules(views: Views, wording: Wording) -> Iterator[str]:
    letters = views.matrix.letters
    for rule, letter in views.applied_rules:
        yield wording(f"rules.{rule}", letter=letter, name=letters[letter].name if letter else "")


def _about(views: Views, wording: Wording) -> Iterator[tuple[str, str]]:
    matrix = views.matrix
    yield wording("matrix.edition"), f"{matrix.edition}, {wording.date(matrix.date)}"
    yield wording("matrix.fingerprint"), matrix.fingerprint
    for key, value in (("approved_by", matrix.approved_by), ("contact", matrix.contact)):
        if value:
            yield wording(f"matrix.{key}"), value
    for key, date in (("valid_from", matrix.valid_from), ("review_by", matrix.review_by)):
        if date:
            yield wording(f"matrix.{key}"), wording.date(date)

"""Templates filled in, with every mistake told by its file and line: it is a designer's, and never a fault of ours."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, NoReturn

import jinja2

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import Message, message

from .compiling import CompiledTemplates, WrittenTooLarge
from .limits import TemplateFault
from .sandbox import Sandbox

Filters = tuple[tuple[str, Callable[..., Any]], ...]  # by their names, beside those of Jinja

NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")  # no XML holds them, so no document may (XML 1.0, 2.2)
COMPILED = CompiledTemplates()
LONGEST_SAID = 600  # characters of what is told of a mistake; a name may be as long as a template makes it
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # at the beginning of a file in UTF-16


def filled(name: str, design: Design, values: Mapping[str, Any], filters: Filters = ()) -> str:
    """Return a template of the design with the values in it. Raises UserError for one that is missing or wrong.

    It reaches other templates of the design, the values and the filters, and nothing else. Raises MemoryError where the
    memory does not suffice for it.
    """
    environment = _environment(_sources(design), filters)
    try:
        text = environment.get_template(name).render(values)
    except UserError:
        raise
    except jinja2.TemplateSyntaxError as error:
        why = message("template.too_large") if isinstance(error, WrittenTooLarge) else in_words(_short(error))
        _refuse(design, error.filename or error.name or name, error.lineno, why)
    except Exception as error:  # noqa: BLE001 -- all that a template can do wrong; a value is only read in it
        _refuse_running(design, name, error)
    _check_encodable(text, name, design)
    if not text.strip():
        raise UserError(message("design.empty", path=f"{design.name}/{name}"))
    return text


def compile_templates(design: Design, filters: Filters = ()) -> None:
    """Compile all templates, as the first document would. Raises jinja2.TemplateError or UserError for a mistake."""
    environment = _environment(_sources(design), filters)
    for name in design.templates:
        if name.endswith(".j2"):
            environment.get_template(name)


def text_of(name: str, design: Design) -> str:
    """Return a template as text. Raises UserError for one that is missing or is no text in UTF-8."""
    if name not in design.templates:
        raise UserError(message("design.no_template", path=f"{design.name}/{name}"))
    return _decoded(f"{design.name}/{name}", design.templates[name])


def template_line(trace: TracebackType | None) -> tuple[str, int] | None:
    """Return the template and the line that a traceback leads through last, None where it leads through none."""
    place = None
    while trace:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        file = trace.tb_frame.f_code.co_filename
        if template is not None:  # not yet rewritten, as Jinja does it for exceptions that it handles
            place = template.name or file, template.get_corresponding_lineno(trace.tb_lineno)
        elif file.endswith(".j2"):
            place = file, trace.tb_lineno
        trace = trace.tb_next
    return place


def _check_encodable(text: str, name: str, design: Design) -> None:
    """Raise UserError for half of a pair of UTF-16, which an escape or a number may make and no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        written = re.search(rb"\\u[dD][89a-fA-F]", design.templates[name])
        line = design.templates[name].count(b"\n", 0, written.start()) + 1 if written else 1
        character = f"U+{ord(text[error.start]):04X}"
        raise UserError(
            message("design.no_text", path=f"{design.name}/{name}", line=line, character=character)
        ) from None


def _refuse_running(design: Design, name: str, error: Exception) -> NoReturn:
    if isinstance(error, MemoryError) and not _is_compiling(error.__traceback__):
        raise error  # whose fault that is, ``giving_up`` knows
    found = template_line(error.__traceback__)
    place, line = found or (name, 1)
    if found is None and isinstance(
        error, RecursionError | SyntaxError | MemoryError
    ):  # Python's, while it is compiled
        _refuse(design, name, 1, message("library.deep"))
    if isinstance(error, jinja2.TemplateNotFound):
        if error.name == name:
            raise UserError(message("design.no_template", path=f"{design.name}/{name}")) from None
        _refuse(design, place, line, message("template.no_template", name=_short(error.name)))
    _refuse(design, place, line, error.reason if isinstance(error, TemplateFault) else _words(error))


def _is_compiling(trace: TracebackType | None) -> bool:
    """Tell whether it is Python's compiler that had enough: of nested expressions, which it calls a lack of memory."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_name == "_compile"


def _words(error: Exception) -> Any:
    if isinstance(error, MemoryError):
        return message("library.deep")
    if isinstance(error, RecursionError):
        return message("template.calls_itself")
    if isinstance(error, KeyError):  # of which Python says the key alone
        return message("library.jinja.undefined", name=_short(error.args[0]))
    return in_words(_short(error)) or type(error).__name__


def _short(said: object) -> str:
    """Return what is said, of something very long its beginning and its end."""
    text = str(said)
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID // 2]}…{text[-LONGEST_SAID // 2 :]}"


def _refuse(design: Design, name: str, line: int, why: Message | str) -> NoReturn:
    raise UserError(message("design.mistake", path=f"{design.name}/{name}", line=line, reason=why)) from None


def _sources(design: Design) -> tuple[tuple[str, str, bytes], ...]:
    templates = design.templates.items()
    return tuple((key, f"{design.name}/{key}", content) for key, content in templates if key.endswith(".j2"))


def _decoded(path: str, content: bytes) -> str:
    """Return the text of a template. Raises UserError, with the line, where it is not UTF-8 or has signs of no text."""
    if content.startswith(WIDE_MARKS):
        raise UserError(message("design.not_utf8", path=path, line=1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(message("design.not_utf8", path=path, line=line)) from None
    if found := NO_TEXT.search(text):
        place = {"path": path, "line": text.count("\n", 0, found.start()) + 1}
        raise UserError(message("design.no_text", **place, character=f"U+{ord(found[0]):04X}"))
    return text


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str, bytes], ...], filters: Filters) -> Sandbox:
    sources = {name: (path, content) for name, path, content in templates}

    def load(name: str) -> tuple[str, str, None] | None:
        return (_decoded(*sources[name]), name, None) if name in sources else None

    return Sandbox(
        dict(filters),
        loader=jinja2.FunctionLoader(load),
        autoescape=jinja2.select_autoescape(("html.j2",), default=False),
        cache_size=-1,
        bytecode_cache=COMPILED,
    )

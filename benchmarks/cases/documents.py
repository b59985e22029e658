"""All documents from nothing, and the workbook and the handbook against the bare libraries that write them."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from benchmarks.edits import edited_copy
from benchmarks.measuring import Measure, race, run
from benchmarks.peers import office
from benchmarks.table import Row, compared
from benchmarks.workshop import FIRST_KINDS, SOURCE, Workshop, entry

SIZE = (130, 1_050)  # units and duties of the made-up matrix


def cold(workshop: Workshop) -> Iterator[Row]:
    """Everything from nothing, page numbers left out, against LibreOffice on the handbook alone."""
    with workshop.output() as documents, workshop.output() as profile, workshop.output() as converted:
        run(workshop.build(SOURCE, documents, "--only", "handbook"), workshop.without_office)
        handbook = entry(documents, kind="handbook")

        def convert() -> float:
            return office.convert([handbook], converted, profile, workshop.environment)

        result = race(
            workshop.rounds, {"all documents": workshop.cold(SOURCE), "LibreOffice, handbook to PDF": convert}
        )
    yield compared("cold", result, "all documents", "LibreOffice, handbook to PDF", 1)


def pages(workshop: Workshop) -> Iterator[Row]:
    """Everything with page numbers and the PDF, from nothing and after a changed word, against LibreOffice alone."""
    theirs = "LibreOffice, handbook to PDF"
    with ExitStack() as stack:
        first, word, profile, converted = (stack.enter_context(workshop.output()) for _ in range(4))
        edited = [edited_copy(SOURCE, workshop.fresh("pages.yaml")) for _ in range(2)]
        few = ("--only", ",".join(FIRST_KINDS))
        commands = workshop.build(edited[0].path, first), workshop.build(edited[1].path, word, *few)
        for command in commands:
            run(command, workshop.environment)
        handbook = entry(first, kind="handbook")

        def changed(number: int) -> float:
            edited[number].save()
            return run(commands[number], workshop.environment)

        alone = f"{', '.join(FIRST_KINDS)} alone"
        contestants: dict[str, Measure] = {
            "first build with pages": workshop.cold(SOURCE, environment=workshop.environment),
            f"first build with pages, {alone}": workshop.cold(SOURCE, *few, environment=workshop.environment),
            "one word changed, with pages": partial(changed, 0),
            f"one word changed, with pages, {alone}": partial(changed, 1),
            theirs: lambda: office.convert([handbook], converted, profile, workshop.environment),
        }
        result = race(workshop.rounds, contestants)
    for ours in contestants:
        if ours != theirs:
            yield compared("pages", result, ours, theirs, 2.2 if ours.startswith("first") else 1.7)


def workbook(workshop: Workshop) -> Iterator[Row]:
    """The workbook of 1,050 duties, whole command, against a script with bare openpyxl that has the cells."""
    yield _against_bare(workshop, "workbook", "bare openpyxl, same cells", "cells", "bare_workbook", 2)


def handbook(workshop: Workshop) -> Iterator[Row]:
    """The handbook of 1,050 duties, whole command, against a script with bare python-docx that has the texts."""
    yield _against_bare(workshop, "handbook", "bare python-docx, same paragraphs", "paragraphs", "bare_handbook", 1.65)


def _against_bare(workshop: Workshop, kind: str, peer: str, material: str, module: str, goal: float) -> Row:
    source, content = workshop.made_up(*SIZE), workshop.fresh(f"{material}.json")
    with workshop.output() as documents:
        run(workshop.build(source, documents, "--only", kind), workshop.without_office)
        run(workshop.module("material", material, entry(documents, kind=kind), content), workshop.environment)
    command = workshop.module(f"peers.{module}", content, workshop.fresh(material))
    bare: Measure = lambda: run(command, workshop.environment)  # noqa: E731 -- as short as the entry beside it
    ours = f"{kind}, {SIZE[1]:,} duties"
    result = race(workshop.rounds, {ours: workshop.cold(source, "--only", kind), peer: bare})
    return compared(kind, result, ours, peer, goal)

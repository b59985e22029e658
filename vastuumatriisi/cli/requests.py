"""What the words of a command line stand for: the files that they mean, and the request of a build."""

import argparse
from pathlib import Path

from vastuumatriisi.builder.request import Request
from vastuumatriisi.design.templates import packaged
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.options import Options
from vastuumatriisi.system.looking import is_folder, is_there


def templates_of(options: argparse.Namespace) -> Path:
    """Return the folder of the templates: the one that is named, the one at home, or the one of the program."""
    if options.templates:
        return Path(options.templates)
    own = Path(options.home) / "templates"
    return own if is_folder(own) else packaged()


def roster_of(options: argparse.Namespace) -> Path | None:
    """Return the roster: the one that is named, or the one beside the data file, None where there is none."""
    beside = Path(options.source).parent / "sites.yaml"  # as in ``datafile.roster``, which loads more than this needs
    return options.sites or (beside if is_there(beside) else None)


def request_of(options: argparse.Namespace) -> Request:
    """Return what a build or a watch is asked for."""
    templates, roster = templates_of(options), roster_of(options)
    return Request(
        source=options.source,
        source_name=shown(options.source),
        output=options.output,
        templates=templates,
        templates_name=shown(templates),
        letterhead=options.template,
        since=options.since,
        formats=options.only,
        units=tuple(options.unit),
        roles=tuple(options.role),
        sites=tuple(options.site),
        roster=roster,
        roster_name=shown(roster) if roster else "",
        options=Options(
            paper=options.paper or "A3",
            site_paper=options.paper or "A2",
            bleed=max(options.bleed, 3.0) if options.marks else options.bleed,
            marks=options.marks,
            collection=options.collection,
            previews=options.previews,
            redline=options.redline,
        ),
        workers=options.jobs,
        force=options.force,
        page_numbers=not options.no_page_numbers,
    )


def shown(path: Path) -> str:
    """Return the path as messages show it: from the current folder where it is below that."""
    try:
        return legible(str(path.resolve().relative_to(Path.cwd())))
    except (
        ValueError,
        OSError,
        RuntimeError,
    ):  # Python before 3.13 tells of a link that leads to itself in its own way
        return legible(str(path))

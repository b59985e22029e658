"""The cases by name: each is given the workshop and yields rows as it measures them."""

from collections.abc import Callable, Iterator

from benchmarks.cases import changes, commands, documents, editions, growth, imports, posters, returned, sites, web
from benchmarks.table import Growth, Row
from benchmarks.workshop import Workshop

Case = Callable[[Workshop], Iterator[Row | Growth]]

CASES: dict[str, Case] = {
    "unchanged": changes.unchanged,
    "word": changes.word,
    "watch": changes.watch,
    "quick-saves": changes.quick_saves,
    "compare": editions.compare,
    "edit": editions.edit,
    "review": returned.review,
    "import": imports.account,
    "cold": documents.cold,
    "pages": documents.pages,
    "posters": posters.side_by_side,
    "loop": posters.against_loop,
    "subsetter": posters.without_subsetter,
    "layouts": posters.layouts,
    "poster-growth": growth.of_posters,
    "sites": sites.against_loop,
    "site-growth": sites.growth,
    "site-name": sites.name,
    "workbook": documents.workbook,
    "handbook": documents.handbook,
    "growth": growth.of_duties,
    "command-growth": commands.of_commands,
    "verify": web.verify,
    "web": web.web,
}

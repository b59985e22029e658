"""What has changed since the last edition, in the list of changes and below the verdict on a print."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.browser import address
from tests.support.web import FIRST, SECOND, elements, page

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_changes_of_letters_begin_without_a_colon() -> None:
    """The code has a column of its own, and what has changed another one."""
    [item] = elements(page(SECOND, FIRST)).xpath("//section[@id='/muutokset']//li[a='J-2']")
    told = " ".join(" ".join(item.itertext()).split())
    assert told.startswith("J-2 vastaava Rehtori"), told


def test_a_removed_duty_stands_with_its_code() -> None:
    """The code of a duty that is gone has the column of codes, without a link that leads nowhere."""
    root = elements(page(SECOND, FIRST))
    [item] = root.xpath("//section[@id='/muutokset']//li[strong='J-3']")
    assert item.xpath("a") == []
    assert " ".join(item.text_content().split()).startswith("J-3")


def test_an_outdated_print_is_told_with_its_changes(opened: "Page", file: Path) -> None:
    """Below the verdict stand the duties that have changed, before and now, and of a current one its unit."""
    table = json.loads(elements(file.read_text(encoding="utf-8")).get_element_by_id("prints").text)
    johto, apu = (table["documents"][f"unit={unit}"] for unit in ("johto", "apu"))
    [old] = johto["was"]
    opened.goto(address(file, f"?unit=johto&mark={old}&edition=1"))
    sides = opened.locator(".verdict .sides > div").all_inner_texts()
    assert [one.split("\n")[0] for one in sides] == ["Ennen: painos 1, 31.1.2026", "Nyt: 2, 31.1.2026"]
    assert [one.split("\n")[-1] for one in sides] == [
        "Pidämme laitteista kirjaa koulussa.",
        "Pidämme laitteista luetteloa koulussa.",
    ]
    codes = opened.locator(".verdict ul.changes > li > :is(a, strong):first-child").all_inner_texts()
    assert codes == ["J-1", "J-2", "J-3"]  # the last one is there no more
    assert not opened.locator("#johto").is_visible()
    opened.goto("about:blank")
    opened.goto(address(file, f"?unit=apu&mark={apu['now']}"))
    assert opened.locator("#apu tbody").is_visible()

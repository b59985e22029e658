"""A handbook that is given up while it is saved leaves nothing behind that complains later."""

import gc
import sys
from typing import Any, NoReturn

import pytest
from docx.opc.pkgwriter import PackageWriter

from tests.support.making import jobs_of, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views


class GivenUp(BaseException):
    """What comes from another thread."""


def test_no_archive_is_left_to_complain(kuopio: Views, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive that python-docx was writing goes quietly, though what it is written into is found first."""
    complaints: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    (job,) = jobs_of("handbook", kuopio, design)

    def ended(writer: Any, *_: object) -> NoReturn:
        held = GivenUp(writer)
        held.held = held  # type: ignore[attr-defined] -- a cycle, as that of a traceback with the frame that holds it
        raise held

    monkeypatch.setattr(PackageWriter, "_write_parts", ended)
    with pytest.raises(GivenUp) as raised:
        render(job, design)
    assert raised.value.args
    del raised
    gc.collect()
    assert complaints == []

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Setting a page in type: data in, PDF/A out, the same bytes for the same data.

The templates are ours; all that varies reaches them as one JSON text in ``sys.inputs``, as data
that is never evaluated.
"""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import segno
import typst

from yiwang.documents import turns
from yiwang.documents.glyphs import FONT_FOLDER, breakable, showable

TEMPLATES = Path(__file__).parent / "typst"
_DRAWINGS = frozenset({"qr", "drawing"})
_in_thread = threading.local()


def typeset(page: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a page.

    :raises TypesettingBusy: all turns of this machine are taken
    :param at: the time that the file names as its own, so that a page set twice is one file
    """
    sheet = orjson.dumps(shown(page)).decode()
    with turns.turn():
        pdf = _compiler().compile(
            format="pdf",
            sys_inputs={"page": sheet},
            # For keeping (ISO 19005-2, level A), and for people who have pages read to them
            # (ISO 14289-1).
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.astimezone(UTC).timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("A page in one format is one file.")
    return pdf


def qr_code(text: str) -> str:
    """Return a QR code as an SVG drawing."""
    return str(segno.make(text, error="m").svg_inline(border=0, dark="#000000", omitsize=True))


def _compiler() -> typst.Compiler:
    """Return this thread's compiler; it may not be shared."""
    compiler = getattr(_in_thread, "compiler", None)
    if compiler is None:
        compiler = _in_thread.compiler = typst.Compiler(
            TEMPLATES / "main.typ", root=TEMPLATES, font_paths=_fonts()
        )
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def shown(value: Any) -> Any:
    """Return data with 〓 for what the font lacks, and places to break long words."""
    if isinstance(value, str):
        return breakable(showable(value))
    if isinstance(value, Mapping):
        return {key: inner if key in _DRAWINGS else shown(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shown(inner) for inner in value]
    return value

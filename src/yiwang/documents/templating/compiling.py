# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Having a page set from Typst that staff wrote, by a process that can reach nothing."""

import base64
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _
from pypdf import PdfReader

from yiwang.documents import turns
from yiwang.documents.glyphs import FONT_FOLDER
from yiwang.documents.typesetting import TEMPLATES, shown

BOX = Path(__file__).with_name("box.py")
MEMORY: Final = 1_000 * 2**20
SECONDS: Final = 6
PATIENCE: Final = 15
"""Seconds of the clock on the wall; a busy machine gives a process fewer of its own."""
LARGEST: Final = 8 * 2**20
MOST_PAGES: Final = 40
PPI: Final = 80.0
_PLACE = re.compile(r"┌─ (?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+)")
_KILLED_FOR_TIME = {-24, -9}
"""SIGXCPU and SIGKILL."""
CUSTOM: Final = "custom.typ"
PICTURE_PPI: Final = 288.0
# At most 300 by 150 points, which are 1200 by 600 pixels, and never more than were sent; what is
# clear stays clear.
_PICTURE: Final = """
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let sent = json(bytes(sys.inputs.page))
#let content = bytes(sent.picture)
#context {
  let size = measure(image(content, format: sent.form))
  let by = calc.min(300pt / size.width, 150pt / size.height)
  if sent.form != "svg" { by = calc.min(by, 72 / 288) }
  image(content, format: sent.form, width: size.width * by)
}
"""


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong with a template, in words for who writes it.

    :param line: of the source, counted from 1; 0 when it is no line's fault
    :param code: ``syntax``, ``too_slow``, ``too_big``, ``missing``
    """

    code: str
    message: str
    line: int = 0
    column: int = 0


class SheetRefused(Exception):
    """A page could not be set; never shown to anybody as it is."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def set_pdf(wrapped: "Wrapped", page: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a page.

    :raises SheetRefused: the source is wrong, or wants too much
    """
    job = {"format": "pdf", "timestamp": int(at.astimezone(UTC).timestamp())}
    (pdf,) = _run(wrapped, page, job)
    if len(PdfReader(io.BytesIO(pdf)).pages) > MOST_PAGES:
        raise SheetRefused(_too_big())
    return pdf


def set_pictures(wrapped: "Wrapped", page: Mapping[str, Any]) -> list[bytes]:
    """Return a PNG of each page.

    :raises SheetRefused: the source is wrong, or wants too much
    """
    return _run(wrapped, page, {"format": "png", "ppi": PPI})


def draw_picture(content: bytes, form: str) -> bytes:
    """Return a PNG, drawn anew, of a picture that somebody sent.

    :param form: ``png``, ``jpg`` or ``svg``, as its content says
    :raises SheetRefused: it cannot be drawn
    """
    drawn = _run(
        Wrapped({"main.typ": _PICTURE}),
        {"picture": list(content), "form": form},
        {"format": "png", "ppi": PICTURE_PPI},
    )
    return drawn[0]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Files for the box, and how many lines of ours stand above the source."""

    files: Mapping[str, str]
    lines_above: int = 0


def _run(wrapped: Wrapped, page: Mapping[str, Any], job: dict[str, Any]) -> list[bytes]:
    with tempfile.TemporaryDirectory() as nowhere:
        told = job | {
            "files": dict(wrapped.files),
            "page": orjson.dumps(shown(page)).decode(),
            "library": str(TEMPLATES),
            "fonts": str(FONT_FOLDER),
            "nowhere": nowhere,
            "memory": MEMORY,
            "seconds": SECONDS,
            "most_pages": MOST_PAGES + 1,
        }
        with turns.turn() as held:
            done = _finished(json.dumps(told).encode(), nowhere, held)
    pages: list[str] | None = done.get("pages")
    if pages is None:
        raise SheetRefused(_fault_of(done, wrapped.lines_above))
    sheets = [base64.b64decode(sheet) for sheet in pages]
    if len(sheets) > MOST_PAGES or sum(map(len, sheets)) > LARGEST:
        raise SheetRefused(_too_big())
    return sheets


def _finished(told: bytes, nowhere: str, held: int) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what varies is data
            [sys.executable, "-I", str(BOX)],
            input=told,
            capture_output=True,
            timeout=PATIENCE,
            cwd=nowhere,
            pass_fds=(held,),
            env={"LANG": "C.UTF-8", "RUST_BACKTRACE": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SheetRefused(_too_slow()) from None
    if done.returncode in _KILLED_FOR_TIME:
        raise SheetRefused(_too_slow())
    if done.returncode:
        raise SheetRefused(_too_big())
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _too_slow() -> SheetFault:
    return SheetFault(
        "too_slow",
        _("排版超过 %(seconds)d 秒还没有完成，已经停下。请检查是否有停不下来的循环。")
        % {"seconds": SECONDS},
    )


def _too_big() -> SheetFault:
    return SheetFault(
        "too_big",
        _("排版用的内存或者页数超过上限（%(pages)d 页），已经停下。请检查是否重复太多次。")
        % {"pages": MOST_PAGES},
    )


def _fault_of(done: Mapping[str, Any], lines_above: int) -> SheetFault:
    if "message" not in done:
        return _too_big()
    message, place = str(done["message"]), _PLACE.search(str(done.get("diagnostic", "")))
    line = column = 0
    if place is not None and place["file"].endswith(CUSTOM):
        line, column = max(1, int(place["line"]) - lines_above), int(place["column"]) + 1
    return SheetFault("syntax", _in_words(message), line, column)


def _in_words(message: str) -> str:
    """Return what Typst says in words that people who do not write Typst understand."""
    for pattern, words in _WORDS:
        if found := re.search(pattern, message):
            return words() % {"what": found.groupdict().get("what", "")}
    return _("Typst 报告：%(message)s") % {"message": message[:300]}


_WORDS: tuple[tuple[str, Callable[[], str]], ...] = (
    (r"unknown variable: (?P<what>\S+)", lambda: _("没有“%(what)s”这个名称，请检查拼写。")),
    (r"unclosed (?P<what>\w+)", lambda: _("有一处括号、引号或者标记没有成对（%(what)s）。")),
    (r"unexpected (?P<what>.+)", lambda: _("这里不应该出现“%(what)s”。")),
    (r"^expected (?P<what>.+)", lambda: _("这里的写法不完整，应当是：%(what)s。")),
    (
        r"does not contain key \"(?P<what>[^\"]+)\"",
        lambda: _("这种文书的数据里没有“%(what)s”这一项。"),
    ),
    (r"condition is always true|loop seems to be infinite", lambda: _("这个循环停不下来。")),
    (r"maximum .*depth exceeded", lambda: _("函数自己调用自己，停不下来。")),
    (
        r"file not found|escape the project root|access denied|failed to (load|open) file",
        lambda: _("模板不能读取任何文件。"),
    ),
    (r"package", lambda: _("模板不能使用外部软件包，也不能访问网络。")),
    (
        r"PDF/UA|PDF/A|alt text|alternative",
        lambda: _("不符合归档和无障碍要求：图片要有替代文字，文字要有字形。"),
    ),
)

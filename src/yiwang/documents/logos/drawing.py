# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Making a sent picture safe: looked at, scanned, and drawn anew; only our drawing is kept.

Whatever hides in a file, in its metadata or after its end, is not in the drawing. It is made by the
box that sets staff's templates, which can reach nothing and has little memory and time.
"""

import io
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.utils.translation import gettext as _

from yiwang.documents import antivirus, errors
from yiwang.documents.enums import ScanState
from yiwang.documents.inspection.pictures import check_jpeg, check_png
from yiwang.documents.logos.errors import LogoInvalid
from yiwang.documents.logos.vectors import DrawingRefused, check_drawing
from yiwang.documents.receiving import Readable, receive
from yiwang.documents.templating import compiling
from yiwang.foundation.errors import DomainError

LARGEST: Final = 1 << 20
MOST_SIDE: Final = 4_000
FEWEST_SIDE: Final = 100
LARGEST_DRAWN: Final = 400 * 1024
FLATTEST: Final = 8
"""How many times as wide as high, or as high as wide, a logo may be."""
_SIZE_AT: Final = slice(16, 24)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Our drawing of a logo: a PNG with its size in pixels, and the hash of what was sent."""

    content: bytes
    width: int
    height: int
    source_sha256: str

    @property
    def sha256(self) -> str:
        """The hash of the drawing."""
        return sha256(self.content).hexdigest()


def drawn(stream: Readable) -> Drawn:
    """Return our drawing of a picture that somebody sends: PNG, JPEG or SVG by its content.

    :raises LogoInvalid: it is none of them, too large, too small, or cannot be drawn
    :raises FileInfected: the scanner found something
    :raises ScannerUnavailable: a scanner is set and does not answer
    """
    source = io.BytesIO()
    try:
        received = receive(stream, source, limit=LARGEST)
    except errors.FileTooLarge:
        raise refused(_("文件不能超过 1 MB")) from None
    except errors.EmptyFile:
        raise refused(_("请选择一个 PNG、JPEG 或者 SVG 文件")) from None
    form = _form_of(source)
    if antivirus.scan(source) is ScanState.INFECTED:
        raise errors.FileInfected
    try:
        content = compiling.draw_picture(source.getvalue(), form)
    except compiling.SheetRefused:
        raise refused(_("图片画不出来，可能已经损坏，请另存后再上传")) from None
    size = content[_SIZE_AT]
    width, height = int.from_bytes(size[:4]), int.from_bytes(size[4:])
    if max(width, height) > FLATTEST * min(width, height):
        raise refused(_("图片太扁或者太窄，长边不能超过短边的 8 倍"))
    if len(content) > LARGEST_DRAWN:
        raise refused(_("图案太细，请用色块简单、没有照片的徽标"))
    return Drawn(content, width, height, received.sha256)


def refused(told: str) -> LogoInvalid:
    """Return the refusal of a logo, with what to do about it."""
    return LogoInvalid(params={"summary": told})


def _form_of(source: io.BytesIO) -> str:
    source.seek(0)
    head = source.read(8)
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return _measured(check_png(source), "png")
        if head.startswith(b"\xff\xd8\xff"):
            return _measured(check_jpeg(source), "jpg")
    except LogoInvalid:
        raise
    except DomainError as damaged:
        raise refused(_("图片已损坏，或者像素太多")) from damaged
    try:
        check_drawing(source.getvalue())
    except DrawingRefused as told:
        if not source.getvalue().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise refused(_("只收 PNG、JPEG 和 SVG 图片")) from None
        raise refused(str(told)) from None
    return "svg"


def _measured(size: tuple[int, int], form: str) -> str:
    if max(size) > MOST_SIDE:
        raise refused(_("图片每边不能超过 4000 像素"))
    if min(size) < FEWEST_SIDE:
        raise refused(_("图片每边至少要有 100 像素，印出来才清楚"))
    return form

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a file is, by its content; and the names and media types that go with it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext as _

from yiwang.documents import errors
from yiwang.documents.enums import FileKind
from yiwang.documents.inspection.archives import check_archive, kind_of_archive
from yiwang.documents.inspection.pdf import check_pdf
from yiwang.documents.inspection.pictures import check_jpeg, check_png
from yiwang.documents.names import clean_name, split_extension

_HEAD = 8_192
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; the first extension is the one that a nameless file gets."""

    media_type: str
    extensions: tuple[str, ...]
    check: Callable[[BinaryIO], object] | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came out of looking at a file."""

    kind: FileKind
    media_type: str
    name: str


def _zipped(kind: FileKind, media_type: str) -> Format:
    return Format(media_type, (f".{kind.value}",), partial(check_archive, kind=kind))


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: dict[FileKind, Format] = {
    FileKind.PDF: Format("application/pdf", (".pdf",), check_pdf),
    FileKind.JPEG: Format("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), check_jpeg),
    FileKind.PNG: Format("image/png", (".png",), check_png),
    FileKind.OFD: _zipped(FileKind.OFD, "application/ofd"),
    FileKind.DOCX: _zipped(FileKind.DOCX, f"{_OFFICE}.wordprocessingml.document"),
    FileKind.XLSX: _zipped(FileKind.XLSX, f"{_OFFICE}.spreadsheetml.sheet"),
    FileKind.ZIP: _zipped(FileKind.ZIP, "application/zip"),
    # Drawings and films have no structure that we could look into: they are off by default.
    FileKind.DWG: Format("image/vnd.dwg", (".dwg",), None),
    FileKind.MP4: Format("video/mp4", (".mp4", ".m4v"), None),
}


def inspect(file: BinaryIO, *, name: str, allowed: Collection[str]) -> Inspection:
    """Look at a file's content and name, and refuse what this site does not take.

    :param allowed: values of ``FileKind``
    :raises DomainError: one of this room's refusals of a file
    """
    kind = _kind(file)
    if kind is None or kind.value not in allowed:
        raise errors.KindNotAllowed(
            params={"found": _found(file, kind), "allowed": _listed(allowed)}
        )
    form = FORMATS[kind]
    cleaned = _named(clean_name(name), kind, form)
    if form.check is not None:
        form.check(file)
    file.seek(0)
    return Inspection(kind, form.media_type, cleaned)


def _kind(file: BinaryIO) -> FileKind | None:
    file.seek(0)
    head = file.read(32)
    if head.startswith(_ZIP):
        return kind_of_archive(file)
    beginnings = {
        FileKind.PDF: head.startswith(b"%PDF-"),
        FileKind.JPEG: head.startswith(b"\xff\xd8\xff"),
        FileKind.PNG: head.startswith(b"\x89PNG\r\n\x1a\n"),
        FileKind.DWG: head[:4] == b"AC10" and head[4:6].isdigit(),
        FileKind.MP4: head[4:8] == b"ftyp",
    }
    return next((kind for kind, is_it in beginnings.items() if is_it), None)


def _named(name: str, kind: FileKind, form: Format) -> str:
    """Return the name with an extension that fits the content."""
    _stem, extension = split_extension(name)
    if extension in form.extensions:
        return name
    if extension:
        raise errors.NameDoesNotMatch(params={"extension": extension, "found": str(kind.label)})
    return clean_name(name + form.extensions[0])


def _found(file: BinaryIO, kind: FileKind | None) -> str:
    if kind is not None:
        return str(kind.label)
    file.seek(0)
    try:
        guess = puremagic.magic_string(file.read(_HEAD))[0]
    except (puremagic.PureError, ValueError, IndexError):
        return _("无法识别的格式")
    return str(guess.extension or guess.name or _("无法识别的格式"))


def _listed(allowed: Collection[str]) -> str:
    return _("、").join(str(kind.label) for kind in FileKind if kind.value in allowed)

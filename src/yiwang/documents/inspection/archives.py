# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Zip archives, and the office formats that are zip archives inside.

Nothing an archive says about itself is believed: every entry is unpacked piece by piece into
nothing, counted, and looked at, and the first breach ends it. The memory in use stays flat.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from yiwang.documents import errors
from yiwang.documents.enums import FileKind

MAX_ENTRIES = 4_096
MAX_DIRECTORY = 1 << 20
MAX_UNPACKED = 128 << 20
MAX_RATIO = 200
# Below this even a high ratio is harmless: a sheet of empty cells packs a thousand to one.
_RATIO_COUNTS_FROM = 16 << 20
_MAX_RELATIONS = 1 << 20
_PIECE = 64 * 1024

_END, _END_SIZE, _END_LOCATOR_64 = b"PK\x05\x06", 22, b"PK\x06\x07"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED_FLAG = 0x1

# A hostile archive makes ``zipfile`` fail in all of these ways: among them names that are no
# text (ValueError), features it does not know and locks it did not expect (RuntimeError).
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError),
)

_ARCHIVES = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh"),
    *(b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!"),
)
_PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"#!"),
    *(b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xd0\xcf\x11\xe0"),
)
_PROGRAM_NAMES = frozenset(
    {
        *(".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".lnk", ".msc", ".msi", ".reg", ".scr"),
        *(".hta", ".jar", ".js", ".jse", ".ps1", ".sh", ".vb", ".vbe", ".vbs", ".wsf"),
        *(".htm", ".html", ".svg", ".xhtml"),
    }
)
_ARCHIVE_NAMES = frozenset(
    {".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".iso", ".cab"}
)
_ENTITIES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ACTIVE_PARTS = ("vbaproject.bin", "/activex/", "/embeddings/", "oleobject")


@dataclass
class _Count:
    """What has been unpacked so far, of an archive of this size."""

    archive_size: int
    unpacked: int = field(default=0)

    def add(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED:
            raise errors.ArchiveTooLarge
        if self.unpacked > max(_RATIO_COUNTS_FROM, MAX_RATIO * self.archive_size):
            raise errors.ArchiveTooLarge


def kind_of_archive(file: BinaryIO) -> FileKind:
    """Return which of the formats that are zip archives this one is.

    :raises DamagedContent: it cannot be opened
    :raises ArchiveTooLarge: its directory is too long
    """
    with _opened(file) as archive:
        names = {entry.filename for entry in archive.infolist()}
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return FileKind.DOCX
        if "xl/workbook.xml" in names:
            return FileKind.XLSX
    return FileKind.OFD if "OFD.xml" in names else FileKind.ZIP


def check_archive(file: BinaryIO, kind: FileKind) -> None:
    """Unpack every entry into nothing and refuse what is too much, locked, hidden or active.

    :raises ArchiveTooLarge: too many entries or bytes, or packed suspiciously well
    :raises FileEncrypted: an entry is locked
    :raises ArchiveRefused: an entry is a program, an archive, or reaches outside
    :raises DamagedContent: an entry cannot be unpacked or its checksum is wrong
    """
    file.seek(0, 2)
    count = _Count(archive_size=file.tell())
    with _opened(file) as archive:
        for entry in archive.infolist():
            _check_entry(entry, kind)
            try:
                _check_content(archive, entry, kind, count)
            except _BROKEN as error:
                raise errors.DamagedContent from error


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise errors.DamagedContent from error
    if len(archive.infolist()) > MAX_ENTRIES:
        raise errors.ArchiveTooLarge
    if len({entry.filename for entry in archive.infolist()}) != len(archive.infolist()):
        raise errors.DamagedContent  # readers differ in which of two namesakes they show
    return archive


def _check_directory(file: BinaryIO) -> None:
    """Refuse a long directory before ``zipfile`` reads it into memory whole."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_SIZE - 65_535))
    tail = file.read()
    place = tail.rfind(_END)
    if tail[-_END_SIZE:].startswith(_END) and tail.endswith(b"\0\0"):
        place = len(tail) - _END_SIZE
    if place < 0 or len(tail) - place < _END_SIZE:
        raise errors.DamagedContent
    if tail[max(0, place - 20) : place].startswith(_END_LOCATOR_64):
        raise errors.ArchiveTooLarge  # the long form is for what no upload needs
    (directory_size,) = struct.unpack_from("<I", tail, place + 12)
    if directory_size > MAX_DIRECTORY:
        raise errors.ArchiveTooLarge


def _check_entry(entry: zipfile.ZipInfo, kind: FileKind) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise errors.ArchiveRefused(params={"what": _("指向压缩包之外的路径")})
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise errors.FileEncrypted
    if entry.compress_type not in _METHODS:
        raise errors.DamagedContent
    if path.suffix.lower() in _PROGRAM_NAMES:
        raise errors.ArchiveRefused(params={"what": _("程序或脚本")})
    if path.suffix.lower() in _ARCHIVE_NAMES:
        raise errors.ArchiveRefused(params={"what": _("另一个压缩包")})
    name = f"/{entry.filename.lower()}"
    if kind in {FileKind.DOCX, FileKind.XLSX} and any(part in name for part in _ACTIVE_PARTS):
        raise errors.ArchiveRefused(params={"what": _("宏、控件或嵌入的对象")})


def _check_content(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: FileKind, count: _Count
) -> None:
    is_xml = kind is not FileKind.ZIP and entry.filename.lower().endswith((".xml", ".rels"))
    is_relations = entry.filename.lower().endswith(".rels") and is_xml
    kept, before = bytearray(), b""
    for number, piece in enumerate(_pieces(archive, entry)):
        count.add(len(piece))
        if number == 0:
            _check_beginning(piece)
        if is_xml and any(mark in before + piece for mark in _ENTITIES):
            raise errors.ArchiveRefused(params={"what": _("XML 实体定义")})
        if is_relations:
            kept += piece
            if len(kept) > _MAX_RELATIONS:
                raise errors.ArchiveTooLarge
        before = piece[-32:]
    if is_relations:
        _check_relations(bytes(kept))


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece


def _check_beginning(piece: bytes) -> None:
    if piece.startswith(_ARCHIVES):
        raise errors.ArchiveRefused(params={"what": _("另一个压缩包")})
    if piece.startswith(_PROGRAMS):
        raise errors.ArchiveRefused(params={"what": _("程序或脚本")})


def _check_relations(content: bytes) -> None:
    """Refuse an office file that fetches something from elsewhere when it is opened."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise errors.DamagedContent from error
    for relation in root.iter():
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and not relation.get("Type", "").endswith("/hyperlink"):
            raise errors.ArchiveRefused(params={"what": _("打开时会从外部取来的内容")})

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Small files of every kind, good and hostile, made on the spot."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping


def png(width: int = 8, height: int = 8, *, noise: int = 0) -> bytes:
    """Return a grey picture; its header may promise more pixels than it holds."""
    rows = b"".join(b"\0" + bytes([noise % 256]) * min(width, 64) for _ in range(min(height, 64)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + png_chunk(b"tEXt", b"Comment\0" + str(noise).encode())
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


def whole_png(width: int, height: int) -> bytes:
    """Return a picture that can be drawn: every pixel is there."""
    row = b"\0" + bytes(place % 256 for place in range(width))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + png_chunk(b"IDAT", zlib.compress(row * height))
        + png_chunk(b"IEND", b"")
    )


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """Return the headers of a JPEG and a scan that is none; enough for who reads headers."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8"
        + jpeg_segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + jpeg_segment(0xC0, frame)
        + jpeg_segment(0xDA, b"\1\1\0\0?\0")
        + b"\x12\x34\xff\xd9"
    )


def jpeg_segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def pdf(*objects: bytes, trailer: bytes = b"", ending: bytes = b"%%EOF\n") -> bytes:
    """Return a PDF with these objects after a catalogue and an empty page tree."""
    first = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    for number, content in enumerate((*first, *objects), start=1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer\n<< /Root 1 0 R %s >>\nstartxref\n0\n" % trailer + ending


def pdf_stream(content: bytes, dictionary: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def object_stream(content: bytes, *, dictionary: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    """Return a packed object stream that holds this content."""
    packed = zlib.compress(b"7 0 " + content)
    return pdf_stream(packed, dictionary + b" /Filter /FlateDecode")


def zipped(entries: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive with these entries."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 9, 0, 0)), content, method)
    return packed.getvalue()


RELATIONS = b"""<?xml version="1.0"?><Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>"""


def docx(extra: Mapping[str, bytes] | None = None, *, relations: bytes = b"") -> bytes:
    """Return the least that is a Word document."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": RELATIONS % b"",
            "word/document.xml": b"<w:document/>",
            "word/_rels/document.xml.rels": RELATIONS % relations,
            **(extra or {}),
        }
    )


def xlsx(extra: Mapping[str, bytes] | None = None) -> bytes:
    """Return the least that is an Excel sheet."""
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **(extra or {})}
    )


def ofd(extra: Mapping[str, bytes] | None = None) -> bytes:
    """Return the least that is an OFD document."""
    return zipped({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<d/>", **(extra or {})})


def bomb(size: int = 200 << 20) -> bytes:
    """Return an archive of a few hundred kilobytes that unpacks to this size."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("zeros.bin", "w", force_zip64=True) as entry,
    ):
        for _ in range(size >> 20):
            entry.write(bytes(1 << 20))
    return packed.getvalue()


def noise(size: int, *, seed: int = 1) -> bytes:
    """Return bytes that do not compress, the same for the same seed."""
    return random.Random(seed).randbytes(size)


GOOD_FILES = {
    "pdf": pdf(),
    "jpg": jpeg(),
    "png": png(),
    "docx": docx(),
    "xlsx": xlsx(),
    "ofd": ofd(),
    "zip": zipped({"照片.jpg": jpeg()}),
}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import io
import struct
import tempfile
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import makers
from yiwang.documents import errors
from yiwang.documents.enums import FileKind
from yiwang.documents.inspection.kinds import Inspection, inspect
from yiwang.documents.inspection.pictures import MAX_SIDE
from yiwang.foundation.errors import DomainError

ALLOWED = ("pdf", "jpeg", "png", "ofd", "docx", "xlsx", "zip")


def opened(content: bytes) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(content)
    file.flush()
    return file


def look_at(content: bytes, name: str = "材料", allowed: tuple[str, ...] = ALLOWED) -> Inspection:
    with opened(content) as file:
        return inspect(file, name=name, allowed=allowed)


# ── kinds and names


@pytest.mark.parametrize(("extension", "content"), makers.GOOD_FILES.items())
def test_a_file_of_every_allowed_kind_passes(extension: str, content: bytes) -> None:
    found = look_at(content, f"材料.{extension}")

    assert found.name == f"材料.{extension}"
    assert found.kind.value == {"jpg": "jpeg"}.get(extension, extension)


def test_a_name_without_extension_gets_the_one_of_its_content() -> None:
    assert look_at(makers.jpeg(), "照片").name == "照片.jpg"


@pytest.mark.parametrize("name", ["照片.pdf", "照片.exe", "照片.docx", "照片.html"])
def test_a_name_that_promises_another_kind_is_refused(name: str) -> None:
    with pytest.raises(errors.NameDoesNotMatch, match="PNG"):
        look_at(makers.png(), name)


@pytest.mark.parametrize(
    "content",
    [
        b"plain text, as from a notepad",
        b"MZ" + bytes(200),
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(40),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        b"\x00",
        b"PK",
        b"Rar!\x1a\x07\x01\x00" + bytes(40),
    ],
)
def test_other_kinds_are_refused_with_the_list_of_what_is_taken(content: bytes) -> None:
    with pytest.raises(errors.KindNotAllowed, match="PDF 文档、JPEG 图片"):
        look_at(content)


def test_a_known_kind_that_this_site_does_not_take_is_refused_by_its_name() -> None:
    with pytest.raises(errors.KindNotAllowed, match="DWG 图纸"):
        look_at(b"AC1032" + bytes(100))

    assert look_at(b"AC1032" + bytes(100), allowed=("dwg",)).kind is FileKind.DWG


def test_a_page_in_front_of_a_pdf_does_not_make_it_one() -> None:
    with pytest.raises(errors.KindNotAllowed):
        look_at(b"<html>" + makers.pdf())


@given(st.binary(max_size=400), st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes_are_taken_or_refused(content: bytes, name: str) -> None:
    with suppress(DomainError):
        look_at(content, name)


@given(st.sampled_from(sorted(makers.GOOD_FILES)), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
def test_a_good_file_with_some_bytes_changed_is_taken_or_refused(
    extension: str, data: st.DataObject
) -> None:
    content = bytearray(makers.GOOD_FILES[extension])
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))

    with suppress(DomainError):
        look_at(bytes(content[:cut]))


# ── pictures


@pytest.mark.parametrize("make", [makers.png, makers.jpeg])
@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (MAX_SIDE + 1, 1), (8_192, 8_192)])
def test_a_pixel_bomb_is_refused_by_its_header(make: object, width: int, height: int) -> None:
    with pytest.raises(errors.PictureTooLarge, match=str(width)):
        look_at(make(width, height))  # type: ignore[operator]


def test_a_photograph_of_48_megapixels_passes() -> None:
    assert look_at(makers.jpeg(8_000, 6_000)).kind is FileKind.JPEG


@pytest.mark.parametrize(
    "content",
    [
        makers.png(0, 5),
        makers.png()[:-12],
        makers.png()[:20],
        makers.jpeg(0, 5),
        makers.jpeg()[:12],
        makers.jpeg()[:-1],
        b"\xff\xd8" + makers.jpeg_segment(0xDA, b"") + b"\xff\xd9",
        b"\xff\xd8\xff" + b"\xff" * 10_000,
        b"\xff\xd8\xff\xe0\x00\x00" + bytes(40),
        b"\x89PNG\r\n\x1a\n" + makers.png_chunk(b"IDAT", b""),
    ],
)
def test_a_broken_picture_is_refused(content: bytes) -> None:
    with pytest.raises(errors.DamagedContent):
        look_at(content)


def test_a_picture_of_a_million_empty_chunks_is_refused() -> None:
    start = makers.png()[:33]

    with pytest.raises(errors.DamagedContent):
        look_at(start + makers.png_chunk(b"tEXt", b"") * 150_000 + makers.png()[-12:])


# ── archives


def test_a_zip_bomb_is_refused_and_memory_stays_flat() -> None:
    content = makers.bomb(200 << 20)
    assert len(content) < 300_000
    tracemalloc.start()

    with pytest.raises(errors.ArchiveTooLarge):
        look_at(content)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.parametrize("make", [makers.docx, makers.xlsx, makers.ofd])
def test_an_office_file_that_is_a_bomb_is_refused(make: object) -> None:
    with pytest.raises(errors.ArchiveTooLarge):
        look_at(make({"word/media/image1.bin": bytes(140 << 20)}))  # type: ignore[operator]


def test_a_sheet_that_packs_well_but_stays_small_passes() -> None:
    assert look_at(makers.xlsx({"xl/worksheets/sheet1.xml": b"<c/>" * 2_000_000}))


def test_an_archive_of_too_many_entries_is_refused() -> None:
    with pytest.raises(errors.ArchiveTooLarge):
        look_at(makers.zipped({f"{number}.jpg": b"" for number in range(5_000)}))


def test_a_directory_of_a_million_entries_is_refused_before_it_is_read() -> None:
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 15 << 20, 4, 0)

    with pytest.raises(errors.ArchiveTooLarge):
        look_at(b"PK\x03\x04" + bytes(15 << 20) + ending)


@pytest.mark.parametrize("inner", ["内层.zip", "照片.jpg"])
def test_an_archive_inside_an_archive_is_refused_whatever_its_name(inner: str) -> None:
    with pytest.raises(errors.ArchiveRefused, match="压缩包"):
        look_at(makers.zipped({inner: makers.bomb(1 << 20)}))


@pytest.mark.parametrize(
    ("name", "content"),
    [("setup.exe", b"x"), ("看我.jpg", b"MZ\x90\0"), ("run.sh", b"x"), ("页面.html", b"x")],
)
def test_a_program_in_an_archive_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(errors.ArchiveRefused, match="程序或脚本"):
        look_at(makers.zipped({name: content}))


@pytest.mark.parametrize("name", ["../../evil.jpg", "/etc/passwd", "a\\..\\..\\b.jpg", "C:/a.jpg"])
def test_an_entry_that_reaches_outside_is_refused(name: str) -> None:
    with pytest.raises(errors.ArchiveRefused, match="路径"):
        look_at(makers.zipped({name: b"x"}))


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(makers.zipped({"a.txt": b"x" * 50}))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(errors.FileEncrypted):
        look_at(bytes(content))


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(makers.zipped({"a.bin": bytes(1_000_000)}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 10)

    with pytest.raises(errors.DamagedContent):
        look_at(bytes(content))


def test_a_method_of_packing_that_needs_much_memory_is_refused() -> None:
    with pytest.raises(errors.DamagedContent):
        look_at(makers.zipped({"a.bin": bytes(1_000)}, method=zipfile.ZIP_LZMA))


def test_two_entries_of_one_name_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.jpg", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.jpg", b"2")

    with pytest.raises(errors.DamagedContent):
        look_at(packed.getvalue())


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/activeX/activeX1.bin", "word/embeddings/oleObject1.bin"]
)
def test_a_word_file_with_macros_or_objects_is_refused(part: str) -> None:
    with pytest.raises(errors.ArchiveRefused, match="宏"):
        look_at(makers.docx({part: b"x"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("make", [makers.docx, makers.xlsx, makers.ofd])
def test_an_xml_bomb_in_an_office_file_is_refused(make: object, encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    with pytest.raises(errors.ArchiveRefused, match="实体"):
        look_at(make({"word/styles.xml": xml.encode(encoding)}))  # type: ignore[operator]


def test_a_doctype_that_lies_across_two_pieces_is_found() -> None:
    xml = b" " * (64 * 1024 - 4) + b"<!DOCTYPE a>"

    with pytest.raises(errors.ArchiveRefused, match="实体"):
        look_at(makers.docx({"word/styles.xml": xml}))


def relation(kind: str, mode: str = "External") -> bytes:
    return (
        f'<Relationship Id="r1" Type="http://x/{kind}" Target="http://evil/" TargetMode="{mode}"/>'
    ).encode()


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "image", "frame"])
def test_a_word_file_that_fetches_something_is_refused(kind: str) -> None:
    with pytest.raises(errors.ArchiveRefused, match="外部"):
        look_at(makers.docx(relations=relation(kind)))


def test_a_word_file_with_a_link_passes() -> None:
    assert look_at(makers.docx(relations=relation("hyperlink"))).kind is FileKind.DOCX


# ── PDF


@pytest.mark.parametrize(
    "content",
    [
        makers.pdf(ending=b""),
        makers.pdf()[:40],
        b"%PDF-1.7",
    ],
)
def test_a_pdf_that_was_cut_off_is_refused(content: bytes) -> None:
    with pytest.raises(errors.DamagedContent):
        look_at(content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 <script>alert(1)</script>\n%%EOF",
        b"%PDF-1.4 <script>alert(1)</script>\nstartxref\n0\n%%EOF",
        makers.pdf().replace(b"startxref", b"startxxxx"),
    ],
)
def test_a_page_that_calls_itself_a_pdf_is_none(content: bytes) -> None:
    with pytest.raises(errors.DamagedContent):
        look_at(content, "a.pdf")


@pytest.mark.parametrize("spelt", [b"/Encrypt 9 0 R", b"/#45ncr#79pt 9 0 R"])
def test_a_locked_pdf_is_refused(spelt: bytes) -> None:
    with pytest.raises(errors.FileEncrypted, match="密码"):
        look_at(makers.pdf(trailer=spelt))


ACTIONS = [
    b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    b"<< /S /J#61vaScript /JS 5 0 R >>",
    b"<< /S /#4a#61#76#61#53#63#72#69#70#74 /JS 5 0 R >>",
    b"<< /S /Launch /F (cmd.exe) >>",
    b"<< /Type /EmbeddedFile /Length 0 >>",
    b"<< /Names << /EmbeddedFiles 4 0 R >> >>",
    b"<< /S /SubmitForm /F (http://evil/) >>",
    b"<< /XFA [(template) 3 0 R] >>",
    b"<< /Subtype /RichMedia >>",
]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_pdf_that_acts_is_refused(action: bytes) -> None:
    with pytest.raises(errors.PdfActive, match="打印为 PDF"):
        look_at(makers.pdf(action))


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "dictionary",
    [
        b"/Type /ObjStm /N 1 /First 4",
        b"/T#79pe /Obj#53tm /N 1 /F#69rst 4",
        b"/N 1 /First 4",
        b"% a comment with stream in it\n/First 4 /N 1 /X (endobj stream \\) obj << )",
        b"/First 4 /N 1 /Pad (" + b"x" * 70_000 + b")",
    ],
)
def test_a_pdf_that_hides_an_action_in_packed_objects_is_refused(
    action: bytes, dictionary: bytes
) -> None:
    with pytest.raises(errors.PdfActive):
        look_at(makers.pdf(makers.object_stream(action, dictionary=dictionary)))


def test_an_action_behind_a_megabyte_of_packed_blanks_is_found() -> None:
    packed = makers.object_stream(b" " * (1 << 20) + ACTIONS[0])

    with pytest.raises(errors.PdfActive):
        look_at(makers.pdf(packed))


def test_packed_objects_without_actions_pass() -> None:
    assert look_at(makers.pdf(makers.object_stream(b"<< /Type /Annot /Subtype /Link >>")))


@pytest.mark.parametrize(
    "packing",
    [
        b"/Filter /LZWDecode",
        b"/Filter [/ASCIIHexDecode /FlateDecode]",
        b"/Filter 9 0 R",
        b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
    ],
)
def test_packed_objects_that_cannot_be_looked_into_are_refused(packing: bytes) -> None:
    stream = makers.pdf_stream(
        zlib.compress(b"7 0 <<>>"), b"/Type /ObjStm /N 1 /First 4 " + packing
    )

    with pytest.raises(errors.PdfActive):
        look_at(makers.pdf(stream))


def test_packed_objects_that_are_a_bomb_are_refused_and_memory_stays_flat() -> None:
    content = makers.pdf(makers.object_stream(bytes(300 << 20)))
    tracemalloc.start()

    with pytest.raises(errors.PdfActive):
        look_at(content)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_objects_inside_objects_do_not_keep_us_busy() -> None:
    content = b"%PDF-1.7 /First " + b"obj<<(" * 300_000 + b"%%EOF"

    with pytest.raises(errors.PdfActive):
        look_at(content)


def test_a_large_pdf_of_pictures_is_looked_through_without_false_alarm() -> None:
    stream = makers.pdf_stream(makers.noise(18 << 20), b"/Subtype /Image /Filter /DCTDecode")

    assert look_at(makers.pdf(stream, b"<< /First 9 0 R /Title (outline) >>"))

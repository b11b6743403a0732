# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.documents.samples import CASE, FIRM, NOTICES, named
from yiwang.documents import glyphs, pages
from yiwang.documents.enums import NoticeKind
from yiwang.documents.notices import DATA_OF_KIND, CertificateField, NoticeData
from yiwang.documents.typesetting import TEMPLATES, qr_code, typeset
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.selectors import DepartmentSummary, DivisionName

AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
BUREAU = DepartmentSummary(
    id=new_id(),
    name="杭州市西湖区市场监督管理局",
    short_name="西湖区市场监管局",
    uscc="",
    division_code="330106000000",
    line="市场监管",
    carries=(),
    level=4,
    phone="0571-87654321",
    address="杭州市西湖区文三路100号",
    is_test_data=True,
)
URL = "http://127.0.0.1:8000/verify/8F3K2M9Q7TXD40WZ"


@pytest.fixture(autouse=True)
def _known_places(monkeypatch: pytest.MonkeyPatch) -> None:
    path = [
        DivisionName("330000000000", "浙江省", 2, "", True),
        DivisionName("330100000000", "杭州市", 3, "330000000000", True),
        DivisionName("330106000000", "西湖区", 4, "330100000000", True),
    ]
    monkeypatch.setattr("yiwang.organizations.selectors.division_path", lambda _code: path)


def page(kind: NoticeKind, data: NoticeData | None = None, **changes: Any) -> dict[str, Any]:
    content = pages.content_of(
        kind,
        data or NOTICES[kind],
        department=changes.pop("department", BUREAU),
        region_code="330106000000",
        on=AT.date(),
    )
    added = {
        "number": "杭西市监受〔2026〕00012号",
        "is_preview": False,
        "verification_code": "8F3K-2M9Q-7TXD-40WZ",
        "verification_url": URL,
        "qr": qr_code(URL),
    }
    return content | added | changes


@cache
def sample_pdf(kind: NoticeKind) -> bytes:
    return typeset(page(kind), at=AT)


def text_of(pdf: bytes) -> str:
    """Return what a reader reads, without the blanks that line ends leave between characters."""
    told = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", "", told)


ALL = pytest.mark.parametrize("kind", list(NoticeKind))


def test_there_are_data_a_sample_and_a_page_for_every_kind() -> None:
    assert set(DATA_OF_KIND) == set(NOTICES) == set(NoticeKind)


@ALL
def test_a_page_is_kept_for_ever_and_read_aloud(kind: NoticeKind) -> None:
    pdf = PdfReader(io.BytesIO(sample_pdf(kind)))

    metadata = pdf.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("zh")
    assert "/OutputIntents" in root
    assert "/StructTreeRoot" in root


@ALL
def test_every_font_is_embedded_and_its_text_can_be_searched(
    kind: NoticeKind, tmp_path: Path
) -> None:
    (tmp_path / "notice.pdf").write_bytes(sample_pdf(kind))

    told = subprocess.run(
        ["pdffonts", tmp_path / "notice.pdf"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]

    assert told
    for line in told:
        assert "NotoSansCJKsc" in line
        # columns: emb sub uni
        assert re.search(r"yes\s+yes\s+yes\s+\d+\s+\d+$", line)


@ALL
def test_a_page_names_title_number_department_and_applicant(kind: NoticeKind) -> None:
    content = page(kind)
    told = text_of(sample_pdf(kind))

    assert content["title"].replace(" ", "") in told
    assert BUREAU.name in told
    assert content["case"]["applicant"]["name"] in told
    assert "杭西市监受〔2026〕00012号" in told
    assert "8F3K-2M9Q-7TXD-40WZ" in told
    assert "2026年11月2" in told


@ALL
def test_the_file_is_described_in_chinese(kind: NoticeKind) -> None:
    facts = PdfReader(io.BytesIO(sample_pdf(kind))).metadata

    assert facts is not None
    assert page(kind)["title"] in (facts.title or "")
    assert facts.author == BUREAU.name
    assert facts.creation_date == AT


@ALL
def test_a_page_of_ordinary_length_is_one_sheet(kind: NoticeKind) -> None:
    assert len(PdfReader(io.BytesIO(sample_pdf(kind))).pages) == 1


@ALL
def test_a_preview_says_so_and_has_neither_number_nor_code(kind: NoticeKind) -> None:
    told = text_of(typeset(pages.preview_page(page(kind)), at=AT))

    assert "尚未编号" in told
    assert "核验码" not in told
    assert "00012" not in told
    assert sample_pdf(kind) != typeset(pages.preview_page(page(kind)), at=AT)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeKind.ACCEPTANCE, "第三十二条第一款第五项"),
        (NoticeKind.ACCEPTANCE, "2026年11月30日前（含当日）作出决定"),
        (NoticeKind.ACCEPTANCE, "健康证明"),
        (NoticeKind.CORRECTION, "第三十二条第一款第四项"),
        (NoticeKind.CORRECTION, "请标明操作间的位置"),
        (NoticeKind.NOT_COMPETENT, "第三十二条第一款第二项"),
        (NoticeKind.NOT_COMPETENT, "杭州市西湖区卫生健康局"),
        (NoticeKind.SPECIAL_PROCEDURE, "预计10个工作日"),
        (NoticeKind.EXTENSION, "第四十二条第一款"),
        (NoticeKind.GRANTED, "第三十八条第一款"),
        (NoticeKind.GRANTED, "准予行政许可"),
        (NoticeKind.REFUSED, "经营场所与污染源的距离不足"),
        (NoticeKind.REFUSED, "六十日内向杭州市西湖区人民政府申请行政复议"),
        (NoticeKind.REFUSED, "六个月内直接向有管辖权的人民法院提起行政诉讼"),
        (NoticeKind.SITE_CHECK, "李四（证件号：浙A-0012345）、王五"),
        (NoticeKind.CERTIFICATE, "不具有法律效力"),
        (NoticeKind.RECEIPT, "7KM4QX2P"),
    ],
)
def test_a_notice_says_what_the_law_wants(kind: NoticeKind, words: str) -> None:
    assert words in text_of(sample_pdf(kind))


@pytest.mark.parametrize(
    "kind",
    [NoticeKind.ACCEPTANCE, NoticeKind.CORRECTION, NoticeKind.GRANTED, NoticeKind.REFUSED],
)
def test_what_is_no_licence_does_not_cite_the_licensing_law(kind: NoticeKind) -> None:
    other = replace(NOTICES[kind], case=replace(CASE, item_type="20", item_name="居住证签发"))

    assert "行政许可" not in text_of(typeset(page(kind, other), at=AT))


def test_a_procedure_on_the_clock_says_when_and_where_and_that_time_runs() -> None:
    visit = replace(
        NOTICES[NoticeKind.SPECIAL_PROCEDURE],
        procedure="现场核查",
        expected_workdays=0,
        details=(CertificateField(name="地点", value="文三路 #1 号"),),
        stops_clock=False,
    )

    told = text_of(typeset(page(NoticeKind.SPECIAL_PROCEDURE, visit), at=AT))

    assert "文三路 #1 号" in told or "文三路#1号" in told
    assert "期间办理期限照常计算" in told
    assert "停止计时" not in told


def test_provincial_rules_are_cited_in_the_province_alone() -> None:
    inside = text_of(typeset(page(NoticeKind.CORRECTION), at=AT))
    outside = text_of(typeset(page(NoticeKind.CORRECTION, is_zhejiang=False), at=AT))

    assert "浙江省保障" in inside
    assert "浙江省保障" not in outside


def test_a_deemed_acceptance_says_why() -> None:
    deemed = replace(NOTICES[NoticeKind.ACCEPTANCE], is_deemed=True)  # type: ignore[call-arg]
    told = text_of(typeset(page(NoticeKind.ACCEPTANCE, deemed), at=AT))

    assert "未在收到申请材料之日起五个工作日内告知" in told


def test_a_provisional_day_says_that_it_may_change() -> None:
    data = replace(NOTICES[NoticeKind.ACCEPTANCE], is_provisional=True)  # type: ignore[call-arg]

    assert "节假日安排尚未公布" in text_of(typeset(page(NoticeKind.ACCEPTANCE, data), at=AT))


def test_a_firm_is_addressed_as_one() -> None:
    data = replace(NOTICES[NoticeKind.GRANTED], case=replace(CASE, applicant=FIRM))
    told = text_of(typeset(page(NoticeKind.GRANTED, data), at=AT))

    assert "你单位于2026年11月20日提出" in told
    assert "统一社会信用代码" in told


# ── hostile text

HOSTILE = [
    '#panic("owned")',
    '#read("/etc/passwd")',
    '#import "main.typ": *',
    "$ sum_(i=1)^n i $ \\ #text(red)[x] *bold* _it_ `raw` <label> @ref",
    '"; #{ while true {} } //',
    "]] )) }} #end",
    "\\u{0}\\",
    "line one\nline two\r\n\tthree",
    "= heading\n- list\n+ enum\n/ term: x",
    "https://evil.example/ -- ... --- ~",
    "张" * 10_000,
    "W" * 10_000,
    "\u202egpj.exe\u202c \u200b\u00ad\ufeff",
    "😀 👨‍👩‍👧 é ﷽ 𓀀 \ue000 \U0010ffff",
    "𬀩𠮷㐂 \U00030000",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_ever_taken_for_a_command(text: str) -> None:
    told = text_of(typeset(page(NoticeKind.CORRECTION, named(text, NoticeKind.CORRECTION)), at=AT))

    assert "owned" not in told.replace('#panic("owned")', "")
    assert "root:" not in told
    assert "一次性补正告知书" in told


@pytest.mark.parametrize("text", HOSTILE[:6])
def test_hostile_text_is_printed_as_it_stands(text: str) -> None:
    told = text_of(typeset(page(NoticeKind.ACCEPTANCE, named(text)), at=AT))

    assert re.sub(r"\s+", "", text) in told


@given(st.text(max_size=60), st.text(max_size=60))
@example("\ud800", "\udfff\0")
@example("\u0e33\u0301" * 20, "\u1100\u1161" * 20)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
def test_any_text_can_be_set_for_keeping(name: str, reason: str) -> None:
    case = replace(CASE, applicant=replace(CASE.applicant, name=name), item_name=reason)
    data = replace(NOTICES[NoticeKind.GRANTED], case=case, content=(reason,))  # type: ignore[call-arg]

    assert typeset(page(NoticeKind.GRANTED, data), at=AT).startswith(b"%PDF-1.7")


def test_a_long_list_runs_over_pages_and_repeats_its_head() -> None:
    sample = NOTICES[NoticeKind.RECEIPT]
    many = replace(sample, materials=sample.materials * 60)  # type: ignore[call-arg]
    sheets = PdfReader(io.BytesIO(typeset(page(NoticeKind.RECEIPT, many), at=AT))).pages

    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, start=1):
        told = re.sub(r"\s+", "", sheet.extract_text())
        assert f"第{number}页，共{len(sheets)}页" in told
        assert "8F3K-2M9Q-7TXD-40WZ" in told
    assert "材料名称" in sheets[1].extract_text()


def test_a_long_department_name_stays_on_one_line() -> None:
    long_name = replace(
        BUREAU, name="浙江省丽水市景宁畲族自治县人力资源和社会保障局劳动保障监察大队"
    )
    told = PdfReader(io.BytesIO(typeset(page(NoticeKind.RECEIPT, department=long_name), at=AT)))

    assert long_name.name in told.pages[0].extract_text().splitlines()


def test_the_templates_never_evaluate_or_fetch() -> None:
    for template in TEMPLATES.rglob("*.typ"):
        source = template.read_text()
        assert "eval(" not in source, template
        assert "@preview" not in source, template
        assert "plugin(" not in source, template


@pytest.mark.parametrize("text", ["W" * 3_000, "http://a.example/" + "x/" * 900])
def test_a_word_without_end_stays_on_the_sheet(text: str, tmp_path: Path) -> None:
    data = replace(NOTICES[NoticeKind.NOT_ACCEPTED], explanation=text)  # type: ignore[call-arg]
    (tmp_path / "notice.pdf").write_bytes(typeset(page(NoticeKind.NOT_ACCEPTED, data), at=AT))

    told = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "notice.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    width = float(re.findall(r'<page width="([0-9.]+)"', told)[0])
    assert max(float(edge) for edge in re.findall(r'xMax="([0-9.]+)"', told)) < width - 50


# ── glyphs


def test_what_the_font_has_stays_and_what_it_lacks_becomes_a_geta_mark() -> None:
    assert glyphs.showable("张三 Zhang 〔2026〕") == "张三 Zhang 〔2026〕"
    assert glyphs.showable("𠮷㐂") == "𠮷㐂"
    assert glyphs.showable("张😀三") == "张〓三"
    assert glyphs.showable("a\u200bb\0c\td\n") == "abc d\n"


@given(st.text(max_size=200))
def test_showable_text_holds_only_what_the_font_shows(text: str) -> None:
    shown = glyphs.showable(text)

    assert glyphs.showable(shown) == shown
    assert len(shown) <= len(text)


def test_a_verification_page_can_be_reached_by_the_qr_code() -> None:
    drawing = qr_code(URL)

    assert drawing.startswith("<svg")
    assert "script" not in drawing

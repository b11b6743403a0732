# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Logos of departments: what is taken, by whom published, and on which papers it stands."""

import base64
import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from tests.documents import makers
from tests.documents.conftest import issue
from tests.documents.test_templates import AT, TODAY, clerk, drafted, published
from tests.organizations.factories import DepartmentFactory
from yiwang.documents import antivirus
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import LogoState, NoticeKind, ScanState
from yiwang.documents.errors import FileInfected, TemplateInvalid
from yiwang.documents.logos.errors import (
    LogoChanged,
    LogoInvalid,
    LogoNeedsAnother,
    LogoNotFound,
    LogoWaiting,
    NotYourLogo,
)
from yiwang.documents.models import DepartmentLogo
from yiwang.documents.services import logos, templates
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
NAME = "市场监管徽标"
LEAF = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><title>leaf</title>'
    b'<defs><linearGradient id="a"><stop offset="0" stop-color="#0f5f5a"/></linearGradient></defs>'
    b'<path d="M2 38C10 4 40 2 58 2 56 24 36 40 2 38z" fill="url(#a)"/></svg>'
)


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI//////////////////////"
    "//////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////"
    "////////////////////////////////wAARCAB4AHgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xA"
    "AUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAM"
    "AwEAAhEDEQA/ALQ" + "A" * 127 + "f/2Q=="
)


@pytest.fixture
def writer(bureau: Department) -> Actor:
    return clerk(bureau, Right.FORMS_EDIT)


@pytest.fixture
def publisher(bureau: Department) -> Actor:
    return clerk(bureau, Right.CATALOGUE_PUBLISH)


def sent(writer: Actor, content: bytes = LEAF, name: str = NAME) -> DepartmentLogo:
    return logos.propose_logo(stream=io.BytesIO(content), name=name, actor=writer, at=AT)


def in_use(
    writer: Actor, publisher: Actor, *, content: bytes = LEAF, at: datetime = AT
) -> DepartmentLogo:
    return logos.publish_logo(logo_id=sent(writer, content).pk, actor=publisher, at=at)


def pictures_in(pdf: bytes) -> int:
    return sum(len(sheet.images) for sheet in PdfReader(io.BytesIO(pdf)).pages)


def paper_of(bureau: Department, *, at: datetime = AT) -> tuple[bytes, bool]:
    document = document_services.render_now(issue(bureau, NoticeKind.GRANTED, at=at).pk)
    assert document.file is not None
    with documents.open_content(document.file) as content:
        return content.read(), document.is_fallback


# ── what is taken


@pytest.mark.parametrize(
    "content", [LEAF, makers.whole_png(240, 120), JPEG], ids=["svg", "png", "jpeg"]
)
def test_what_is_sent_is_drawn_anew(writer: Actor, content: bytes) -> None:
    row = sent(writer, content + b"\n")

    assert bytes(row.content).startswith(b"\x89PNG")
    assert content not in bytes(row.content)
    assert (row.number, row.state) == (1, LogoState.PROPOSED)
    assert max(row.width, row.height) <= 1200


HOSTILE = {
    "script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "handler": LEAF.replace(b"<path ", b'<path onload="x()" '),
    "fetches": LEAF.replace(b"url(#a)", b"url(http://example.org/a)"),
    "inside a page": b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
    "repeats": b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
    "entity": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "letters": b'<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
    "style": b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "x";</style></svg>',
    "deep": b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 40 + b"</g>" * 40 + b"</svg>",
    "many": b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g/>" * 4_000 + b"</svg>",
    "no drawing": b"<html></html>",
    "a program": b"MZ" + bytes(300),
    "nothing": b"",
    "cut off": makers.whole_png(240, 120)[:80],
    "a hollow jpeg": makers.jpeg(240, 120),
    "a dot": makers.png(8, 8),
    "a bomb": makers.png(8, 8).replace(b"\0\0\0\x08\0\0\0\x08", b"\0\0\x40\0\0\0\x40\0", 1),
    "a ribbon": makers.whole_png(2_000, 100),
    "heavy": bytes(2 << 20),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_plain_picture_is_refused_in_words(writer: Actor, content: bytes) -> None:
    with pytest.raises(LogoInvalid) as told:
        sent(writer, content)

    assert "徽标不能用：" in str(told.value)
    assert not DepartmentLogo.objects.exists()


def test_the_scanner_looks_at_it_and_a_name_is_needed(
    writer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LogoInvalid):
        sent(writer, name=" ")
    monkeypatch.setattr(antivirus, "scan", lambda _file: ScanState.INFECTED)
    with pytest.raises(FileInfected):
        sent(writer)


# ── by whom


def test_two_people_publish_and_each_step_is_taken_once(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    both = clerk(bureau, Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
    row = sent(both)
    with pytest.raises(LogoWaiting):
        sent(writer)
    with pytest.raises(LogoNeedsAnother):
        logos.publish_logo(logo_id=row.pk, actor=both, at=AT)
    with pytest.raises(NotYourLogo):
        logos.publish_logo(logo_id=row.pk, actor=writer, at=AT)
    with pytest.raises(LogoInvalid):
        logos.return_logo(logo_id=row.pk, reason=" ", actor=publisher, at=AT)

    logos.return_logo(logo_id=row.pk, reason="颜色不对。", actor=publisher, at=AT)
    with pytest.raises(LogoChanged):
        logos.publish_logo(logo_id=row.pk, actor=publisher, at=AT)
    second = in_use(writer, publisher)

    assert second.number == 2
    assert [each.state for each in documents.logos.logos(writer)] == ["published", "returned"]


def test_another_department_neither_sees_nor_touches_it(writer: Actor, publisher: Actor) -> None:
    row = sent(writer)
    elsewhere = DepartmentFactory.create()
    strange = clerk(elsewhere, Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)

    assert documents.logos.logos(strange) == []
    for act in (
        lambda: documents.logos.picture(row.pk, strange),
        lambda: logos.publish_logo(logo_id=row.pk, actor=strange, at=AT),
    ):
        with pytest.raises(LogoNotFound):
            act()
    with pytest.raises(NotYourLogo):
        documents.logos.logos(replace(writer, rights=frozenset()))


def test_the_table_holds_what_was_published(writer: Actor, publisher: Actor) -> None:
    row = in_use(writer, publisher)
    changes: tuple[dict[str, object], ...] = (
        {"name": "x"},
        {"state": LogoState.PROPOSED},
        {"published_at": AT + timedelta(days=1)},
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            DepartmentLogo.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DepartmentLogo.objects.filter(pk=row.pk).delete()


# ── on which papers


def test_a_template_places_the_logo_of_the_day_and_older_papers_keep_theirs(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    published(
        writer, publisher, drafted(writer, blocks={"logo_place": "left", "logo_line": "为民"})
    )
    clean, stepped_in = paper_of(bureau)
    assert (pictures_in(clean), stepped_in) == (0, False)
    before = issue(bureau, NoticeKind.GRANTED)

    row = in_use(writer, publisher, at=before.issued_at + timedelta(minutes=1))
    at = before.issued_at + timedelta(hours=1)
    assert documents.logos.in_force(bureau.pk, at=before.issued_at) is None
    assert documents.logos.in_force(bureau.pk, at=at) == row
    with_logo, stepped_in = paper_of(bureau, at=at)
    assert (pictures_in(with_logo), stepped_in) == (1, False)
    late, _stepped_in = paper_of(bureau)
    assert pictures_in(late) == 0

    logos.withdraw_logo(logo_id=row.pk, reason="换新。", actor=publisher, at=at)
    assert documents.logos.in_force(bureau.pk, at=at + timedelta(hours=1)) is None
    assert documents.logos.in_force(bureau.pk, at=at - timedelta(minutes=1)) == row


@pytest.mark.parametrize("place", ["top", "left", "right"])
def test_every_place_is_set_in_chinese_and_in_translation(
    bureau: Department, writer: Actor, publisher: Actor, place: str
) -> None:
    in_use(writer, publisher)
    shown = templates.shown_department(drafted(writer, on=TODAY).template, writer)
    blocks = {"logo_place": place, "logo_width": "60", "logo_line": "为民服务"}

    for language in ("zh-hans", "en"):
        begun = templates.built_in(NoticeKind.GRANTED, language)
        draft = templates.Draft(begun.source, {**begun.blocks, **blocks})
        page = templates.sample_page(NoticeKind.GRANTED, shown, language=language)
        assert pictures_in(templates.pdf_of(NoticeKind.GRANTED, draft, page, at=AT)) == 1
        kind = NoticeKind.GRANTED
        assert templates.faults_of(kind, draft, shown, at=AT, language=language) == []


@pytest.mark.parametrize(
    "blocks", [{"logo_place": "middle"}, {"logo_place": "top", "logo_width": "9"}], ids=str
)
def test_a_place_or_width_that_there_is_not_is_told(writer: Actor, blocks: dict[str, str]) -> None:
    version = drafted(writer, blocks=blocks)
    with pytest.raises(TemplateInvalid) as told:
        templates.propose_version(
            version_id=version.id, revision=version.revision, actor=writer, at=AT
        )
    assert "徽标" in str(told.value)

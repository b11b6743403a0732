# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader

from tests.documents.conftest import MONDAY, department, issue
from tests.documents.samples import CASE, NOTICES
from yiwang.documents import errors
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import ONLY_TRANSLATED, NoticeKind, TemplateState
from yiwang.documents.models import TemplateVersion
from yiwang.documents.services import templates
from yiwang.documents.templating import compiling, sheets
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PROMPT = {"closing": "有疑问的，请拨打{电话}。"}


def clerk(bureau: Department, *rights: Right, covers: bool = False) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        account_id=new_id(),
        staff_id=new_id(),
        department_id=bureau.id,
        division_code=bureau.division_id,
        covers_subtree=covers,
        rights=frozenset(rights),
    )


@pytest.fixture
def writer(bureau: Department) -> Actor:
    return clerk(bureau, Right.CATALOGUE_EDIT)


@pytest.fixture
def publisher(bureau: Department) -> Actor:
    return clerk(bureau, Right.CATALOGUE_PUBLISH)


def drafted(
    writer: Actor,
    *,
    kind: NoticeKind = NoticeKind.GRANTED,
    source: str = "",
    blocks: Mapping[str, str] = PROMPT,
    item_code: str = "",
    on: date = TODAY,
) -> TemplateVersion:
    made = templates.make_template(kind=kind, item_code=item_code, actor=writer, at=AT)
    wording = templates.Wording(effective_on=on, source=source, blocks=blocks)
    return templates.save_draft(
        template_id=made.id, wording=wording, revision=0, actor=writer, at=AT
    )


def published(writer: Actor, publisher: Actor, version: TemplateVersion) -> TemplateVersion:
    proposed = templates.propose_version(
        version_id=version.id, revision=version.revision, actor=writer, at=AT
    )
    return templates.publish_version(
        version_id=version.id, revision=proposed.revision, actor=publisher, at=AT
    )


def next_version(
    writer: Actor, publisher: Actor, before: TemplateVersion, blocks: Mapping[str, str]
) -> TemplateVersion:
    made = templates.save_draft(
        template_id=before.template_id,
        wording=templates.Wording(effective_on=TODAY, blocks=blocks),
        revision=0,
        actor=writer,
        at=AT,
    )
    return published(writer, publisher, made)


def told(pdf: bytes) -> str:
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", "", text)


def rendered_text(document_id: object) -> str:
    document = document_services.render_now(document_id)  # type: ignore[arg-type]
    assert document.file is not None
    with documents.open_content(document.file) as content:
        return told(content.read())


@pytest.fixture
def shown(bureau: Department) -> organizations.DepartmentSummary:
    return organizations.department(bureau.id)


# ── the built-in sheet, as staff would write it


@pytest.mark.parametrize("kind", [one for one in sheets.TEMPLATED if one not in ONLY_TRANSLATED])
def test_the_built_in_sheet_of_every_kind_says_what_the_law_wants(
    kind: NoticeKind, shown: organizations.DepartmentSummary
) -> None:
    assert sheets.faults_of(kind, sheets.BUILT_IN, shown, at=AT) == []


@pytest.mark.parametrize("kind", [NoticeKind.REFUSED, NoticeKind.SERVICE_RECORD])
def test_version_nought_may_be_copied_and_gives_the_same_words(
    kind: NoticeKind, shown: organizations.DepartmentSummary
) -> None:
    draft = templates.Draft(templates.built_in_source(kind), {})
    page = templates.sample_page(kind, shown)

    assert sheets.faults_of(kind, draft, shown, at=AT) == []
    assert told(sheets.pdf_of(kind, draft, page, at=AT)) == told(
        sheets.pdf_of(kind, sheets.BUILT_IN, page, at=AT)
    )


# ── from draft to document


def test_a_document_says_which_version_it_was_made_from_and_keeps_it(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    first = published(writer, publisher, drafted(writer))
    early = issue(bureau, NoticeKind.GRANTED)
    second = next_version(writer, publisher, first, {"opening": "您好，{当事人}："})
    late = issue(bureau, NoticeKind.GRANTED)

    assert early.template_version_id == first.id
    assert late.template_version_id == second.id
    # Set only now, the older one still reads as on its day.
    assert "有疑问的，请拨打0571-87654321。" in rendered_text(early.id)
    assert "您好，张三丰：" in rendered_text(late.id)
    assert "有疑问的" not in rendered_text(late.id)


def test_another_day_department_kind_or_item_keeps_the_built_in_sheet(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    tomorrow = drafted(writer, on=TODAY + timedelta(days=1), item_code=CASE.item_code)
    published(writer, publisher, tomorrow)

    assert issue(bureau, NoticeKind.GRANTED).template_version_id is None
    assert issue(bureau, NoticeKind.REFUSED).template_version_id is None
    other = replace(NOTICES[NoticeKind.GRANTED], case=replace(CASE, item_code="9" * 31))
    later = AT + timedelta(days=2)
    assert issue(bureau, NoticeKind.GRANTED, data=other, at=later).template_version_id is None
    assert issue(department(), NoticeKind.GRANTED, at=later).template_version_id is None
    assert issue(bureau, NoticeKind.GRANTED, at=later).template_version_id == tomorrow.id


def test_the_nearest_template_counts(bureau: Department, publisher: Actor) -> None:
    above = clerk(bureau, Right.CATALOGUE_EDIT, covers=True)
    head = clerk(bureau, Right.CATALOGUE_PUBLISH, covers=True)
    whole = templates.make_template(kind=NoticeKind.GRANTED, is_for_place=True, actor=above, at=AT)
    wording = templates.Wording(effective_on=TODAY, blocks=PROMPT)
    made = templates.save_draft(
        template_id=whole.id, wording=wording, revision=0, actor=above, at=AT
    )
    of_place = published(above, head, made)
    assert issue(bureau, NoticeKind.GRANTED).template_version_id == of_place.id

    of_department = published(above, publisher, drafted(above))
    assert issue(bureau, NoticeKind.GRANTED).template_version_id == of_department.id

    of_item = published(above, publisher, drafted(above, item_code=CASE.item_code))
    assert issue(bureau, NoticeKind.GRANTED).template_version_id == of_item.id


def test_a_receipt_finds_its_template_without_a_number(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    made = published(writer, publisher, drafted(writer, kind=NoticeKind.RECEIPT))

    document = issue(bureau, NoticeKind.RECEIPT)

    assert (document.template_version_id, document.number) == (made.id, CASE.number)
    assert document.serial is None


def test_withdrawing_brings_the_version_before_back(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    first = published(writer, publisher, drafted(writer))
    second = next_version(writer, publisher, first, {"opening": "第二版"})
    with pytest.raises(errors.TemplateInvalid):
        templates.withdraw_version(version_id=second.id, reason=" ", actor=publisher, at=AT)

    templates.withdraw_version(version_id=second.id, reason="措辞有误", actor=publisher, at=AT)
    assert issue(bureau, NoticeKind.GRANTED).template_version_id == first.id

    templates.withdraw_version(version_id=first.id, reason="不再使用", actor=publisher, at=AT)
    assert issue(bureau, NoticeKind.GRANTED).template_version_id is None


def test_the_writer_does_not_publish(bureau: Department) -> None:
    both = clerk(bureau, Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
    version = drafted(both)
    proposed = templates.propose_version(
        version_id=version.id, revision=version.revision, actor=both, at=AT
    )

    with pytest.raises(errors.TemplateNeedsAnother):
        templates.publish_version(
            version_id=version.id, revision=proposed.revision, actor=both, at=AT
        )


def test_only_posts_of_the_department_with_the_right_write(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    version = drafted(writer)
    stranger = clerk(department(), Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
    wording = templates.Wording(effective_on=TODAY)
    for actor in (stranger, publisher, clerk(bureau, Right.CASES_HANDLE)):
        with pytest.raises(errors.NotYourTemplate):
            templates.save_draft(
                template_id=version.template_id,
                wording=wording,
                revision=version.revision,
                actor=actor,
                at=AT,
            )
    with pytest.raises(errors.NotYourTemplate):
        templates.make_template(kind=NoticeKind.REFUSED, is_for_place=True, actor=writer, at=AT)
    with pytest.raises(errors.TemplateNotFound):
        documents.templates.template(version.template_id, stranger, on=TODAY)


def test_two_editors_do_not_overwrite_each_other(writer: Actor) -> None:
    version = drafted(writer)
    wording = templates.Wording(effective_on=TODAY, blocks={"opening": "甲"})
    templates.save_draft(
        template_id=version.template_id, wording=wording, revision=1, actor=writer, at=AT
    )

    for stale in (0, 1):
        with pytest.raises(errors.TemplateChanged):
            templates.save_draft(
                template_id=version.template_id,
                wording=wording,
                revision=stale,
                actor=writer,
                at=AT,
            )
    with pytest.raises(errors.TemplateExists):
        templates.make_template(kind=NoticeKind.GRANTED, actor=writer, at=AT)


def test_the_database_lets_nobody_change_a_published_version(
    writer: Actor, publisher: Actor
) -> None:
    version = published(writer, publisher, drafted(writer))
    for change in ("UPDATE {} SET source = 'x'", "DELETE FROM {}", "UPDATE {} SET state = 'draft'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change.format("documents_template_version"))
    version.refresh_from_db()
    assert version.state == TemplateState.PUBLISHED


def test_an_issued_document_keeps_its_version(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    published(writer, publisher, drafted(writer))
    document = issue(bureau, NoticeKind.GRANTED)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_issued SET template_version_id = NULL")
    document.refresh_from_db()
    assert document.template_version_id is not None


# ── what the law wants


@pytest.mark.parametrize(
    ("kind", "without", "name", "article"),
    [
        (
            NoticeKind.REFUSED,
            "#numbered(page.notice.reasons)",
            "不予许可的决定和理由",
            "第三十八条第二款",
        ),
        (
            NoticeKind.REFUSED,
            "#remedies(page)",
            "申请行政复议或者提起行政诉讼的权利",
            "第三十八条第二款",
        ),
        (NoticeKind.GRANTED, "#remedies(page)", "不服决定的救济途径和期限", "第四十六条"),
        (NoticeKind.EXTENSION, "#lines(page.notice.reason)", "延长期限的理由", "第四十二条第一款"),
    ],
)
def test_a_template_that_leaves_out_what_the_law_wants_is_refused(
    kind: NoticeKind, without: str, name: str, article: str, writer: Actor
) -> None:
    source = templates.built_in_source(kind)
    assert without in source
    version = drafted(writer, kind=kind, source=source.replace(without, ""))

    with pytest.raises(errors.TemplateInvalid) as refused:
        templates.propose_version(version_id=version.id, revision=1, actor=writer, at=AT)

    words = [str(each.message) for each in refused.value.errors]
    assert any(name in each and article in each for each in words)


def test_the_foot_with_the_code_cannot_be_taken_away(writer: Actor) -> None:
    source = "#set std.page(footer: none)\n" + templates.built_in_source(NoticeKind.GRANTED)
    version = drafted(writer, source=source)

    with pytest.raises(errors.TemplateInvalid, match="核验码"):
        templates.propose_version(version_id=version.id, revision=1, actor=writer, at=AT)


def test_a_version_that_drops_something_for_real_data_does_not_stop_the_document(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    source = templates.built_in_source(NoticeKind.GRANTED)
    sly = source.replace(
        "#remedies(page)", '#if page.case.applicant.name != "李四" [#remedies(page)]'
    )
    published(writer, publisher, drafted(writer, source=sly))
    data = NOTICES[NoticeKind.GRANTED]
    other = replace(data, case=replace(CASE, applicant=replace(CASE.applicant, name="李四")))

    good = document_services.render_now(issue(bureau, NoticeKind.GRANTED).id)
    bad = document_services.render_now(issue(bureau, NoticeKind.GRANTED, data=other).id)

    assert (good.is_fallback, bad.is_fallback) == (False, True)
    assert "六个月内" in rendered_text(bad.id)


# ── attacks: a template reads its data and nothing else


def refused(source: str, shown: organizations.DepartmentSummary) -> sheets.SheetFault:
    page = templates.sample_page(NoticeKind.GRANTED, shown)
    with pytest.raises(compiling.SheetRefused) as found:
        sheets.pdf_of(NoticeKind.GRANTED, templates.Draft(source, {}), page, at=MONDAY)
    return found.value.fault


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../../../../../etc/passwd")',
        '#read("/proc/self/environ")',
        '#json("data.json")',
        '#image("/usr/share/pixmaps/debian-logo.png")',
        '#include "/etc/hostname"',
    ],
)
def test_no_file_can_be_read(source: str, shown: organizations.DepartmentSummary) -> None:
    fault = refused(source, shown)

    assert (fault.code, fault.line) == ("syntax", 1)
    assert "不能读取任何文件" in fault.message


@pytest.mark.parametrize(
    "source",
    [
        '#import "@preview/cetz:0.2.0": *',
        '#let it = "@pre" + "view/cetz:0.2.0"\n#import it: *',
        '#dictionary(std).at("ev" + "al")("import \\"@preview/cetz:0.2.0\\"")',
    ],
)
def test_no_package_is_fetched(source: str, shown: organizations.DepartmentSummary) -> None:
    assert "不能使用外部软件包" in refused(source, shown).message


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("#let f(n) = f(n + 1)\n#f(0)", "syntax"),
        ("#let n = 0\n#while n >= 0 { n += 1 }", "syntax"),
        ("#for a in range(100000) { for b in range(100000) { let c = a + b } }", "too_slow"),
        ('#let t = "甲" * 2000000000\n#t', "too_big"),
        ("#for _ in range(200) [#pagebreak() 甲]", "too_big"),
    ],
)
def test_what_never_ends_or_grows_without_end_is_stopped(
    source: str, code: str, shown: organizations.DepartmentSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "SECONDS", 2)

    assert refused(source, shown).code == code


def test_the_box_knows_nothing_of_our_surroundings(
    shown: organizations.DepartmentSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    page = templates.sample_page(NoticeKind.GRANTED, shown)
    draft = templates.Draft("#repr(sys.inputs.keys())", {})

    text = told(sheets.pdf_of(NoticeKind.GRANTED, draft, page, at=MONDAY))

    assert '("page",)' in text
    assert "do-not-tell" not in text


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("一\n二\n#appliccant", 3, "没有“appliccant”这个名称"),
        ("一\n#(1 + )", 2, "写法不完整"),
        ("#page.notice.nothing", 1, "没有“nothing”这一项"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    source: str, line: int, words: str, shown: organizations.DepartmentSummary
) -> None:
    fault = refused(source, shown)

    assert fault.line == line
    assert words in fault.message


def test_simple_fields_are_never_typst(bureau: Department, writer: Actor, publisher: Actor) -> None:
    blocks = {"opening": '#read("/etc/passwd") *粗* {事项}', "letterhead": "（行政审批专用）"}
    published(writer, publisher, drafted(writer, blocks=blocks))

    text = rendered_text(issue(bureau, NoticeKind.GRANTED).id)

    assert '#read("/etc/passwd")*粗*食品经营许可（新办）' in text
    assert "（行政审批专用）" in text


def test_a_place_that_nothing_fills_is_refused(writer: Actor) -> None:
    version = drafted(writer, blocks={"opening": "尊敬的{客户}："})

    with pytest.raises(errors.TemplateInvalid, match="客户"):
        templates.propose_version(version_id=version.id, revision=1, actor=writer, at=AT)


def test_a_difference_names_lines_that_came_and_went() -> None:
    old = templates.Draft("一\n二\n三", {"opening": "甲"})
    new = templates.Draft("一\n二二\n三", {"opening": "乙"})

    changes = templates.difference(old, new)

    assert [(each.mark, each.text) for each in changes if each.mark] == [
        ("-", "正文前的一段：甲"),
        ("+", "正文前的一段：乙"),
        ("-", "二"),
        ("+", "二二"),
    ]

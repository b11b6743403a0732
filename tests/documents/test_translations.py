# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in other languages: templates, wishes, what is made and what is lacking."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from tests.documents.conftest import issue
from tests.documents.samples import CASE, NOTICES
from tests.documents.test_templates import AT, TODAY, clerk, published
from yiwang.documents import errors
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import TRANSLATED, NoticeKind, TranslationState, WishedAt
from yiwang.documents.models import (
    DocumentTranslation,
    IssuedDocument,
    LanguageWish,
    TemplateVersion,
)
from yiwang.documents.services import templates, translations
from yiwang.documents.templating import delivered, languages, sheets, translated
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department


@pytest.fixture
def writer(bureau: Department) -> Actor:
    return clerk(bureau, Right.CATALOGUE_EDIT)


@pytest.fixture
def publisher(bureau: Department) -> Actor:
    return clerk(bureau, Right.CATALOGUE_PUBLISH)


@pytest.fixture
def shown(bureau: Department) -> organizations.DepartmentSummary:
    return organizations.department(bureau.id)


def english(
    writer: Actor, publisher: Actor, kind: NoticeKind = NoticeKind.GRANTED
) -> TemplateVersion:
    made = templates.make_template(kind=kind, language="en", actor=writer, at=AT)
    begun = templates.built_in(kind, "en")
    wording = templates.Wording(effective_on=TODAY, source=begun.source, blocks=begun.blocks)
    draft = templates.save_draft(
        template_id=made.id, wording=wording, revision=0, actor=writer, at=AT
    )
    return published(writer, publisher, draft)


def in_english(bureau: Department, kind: NoticeKind = NoticeKind.GRANTED) -> IssuedDocument:
    data = NOTICES[kind]
    wanted = replace(data, case=replace(data.case, language="en"))
    return issue(bureau, kind, data=wanted)


def text_of(file: object) -> str:
    with documents.open_content(file) as content:  # type: ignore[arg-type]
        pdf = PdfReader(io.BytesIO(content.read()))
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in pdf.pages))


def citizen() -> Actor:
    return Actor(kind=ActorKind.CITIZEN, account_id=new_id(), person_id=new_id())


@pytest.mark.parametrize("kind", sorted(TRANSLATED))
def test_the_delivered_english_of_every_kind_may_be_published(
    kind: NoticeKind, shown: organizations.DepartmentSummary
) -> None:
    draft = sheets.built_in(NoticeKind(kind), "en")

    assert sheets.faults_of(NoticeKind(kind), draft, shown, at=AT, language="en") == []


def test_a_translation_goes_beside_the_original_and_says_which_one_counts(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    version = english(writer, publisher)
    original = in_english(bureau)

    document_services.render_now(original.id)
    translations.set_waiting(original.id)
    translations.set_waiting(original.id)

    (made,) = documents.translations.of_documents([original.id])[original.id]
    assert made.state == TranslationState.READY
    assert (made.title, made.template_version_id) == ("Decision to Grant", version.id)
    text = text_of(made.file)
    assert "to grant the administrative licence" in text
    assert original.number in text
    assert "November 20, 2026" in text
    assert "Only the Chinese text has legal force" in text
    assert "Page 1 of" in text
    assert "2026年" not in text
    chinese = documents.verify_document(original.verification_code)
    other = documents.verify_document(made.verification_code)
    assert chinese.language == ""
    assert chinese.translations == ((made.verification_code, "en"),)
    assert (other.language, other.original_code) == ("en", original.verification_code)
    assert other.number == chinese.number
    assert other.sha256 != chinese.sha256
    assert made.verification_code != original.verification_code
    assert original.data["case"].keys() == issue(bureau, NoticeKind.GRANTED).data["case"].keys()


def test_without_a_template_the_original_stands_alone_until_there_is_one(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    original = in_english(bureau, NoticeKind.ACCEPTANCE)
    translations.set_waiting(original.id)
    reader = replace(writer, rights=writer.rights | {Right.CASES_READ})
    (lacking,) = documents.translations.lacking(reader)
    assert (lacking.kind, lacking.count) == (NoticeKind.ACCEPTANCE, 1)
    assert not lacking.is_unpublished

    begun = templates.make_template(kind=NoticeKind.ACCEPTANCE, language="en", actor=writer, at=AT)
    assert documents.translations.lacking(reader)[0].is_unpublished
    begun.delete()
    english(writer, publisher, NoticeKind.ACCEPTANCE)
    translations.ask(document=original, language="en", actor=writer, at=AT)
    translations.set_waiting(original.id)

    assert documents.translations.page_of(original.id, "en").name.endswith(".en.pdf")
    assert documents.translations.lacking(reader) == []
    with pytest.raises(translations.TranslationThere):
        translations.ask(document=original, language="en", actor=writer, at=AT)
    form = issue(bureau, NoticeKind.SITE_CHECK)
    with pytest.raises(translations.NoTranslationOfThis):
        translations.ask(document=form, language="en", actor=writer, at=AT)
    with pytest.raises(translations.TranslationNotFound):
        documents.translations.page_of(original.id, "fr")


def test_a_template_that_leaves_out_what_the_law_wants_makes_no_translation(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    version = english(writer, publisher, NoticeKind.REFUSED)
    original = in_english(bureau, NoticeKind.REFUSED)
    draft = sheets.Draft("Nothing.", version.blocks)
    shown = organizations.department(bureau.id)

    faults = sheets.faults_of(NoticeKind.REFUSED, draft, shown, at=AT, language="en")

    assert any("理由" in str(each.message) for each in faults)
    assert original.translations.get().state == TranslationState.WAITING


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("xx", "unknown"),
        ("../etc", "unknown"),
        ("e" * 300, "unknown"),
        ("ar", "not_settable"),
        ("bo", "not_settable"),
        ("zh-hant", "not_settable"),
    ],
)
def test_a_language_nobody_can_set_is_refused(writer: Actor, language: str, code: str) -> None:
    with pytest.raises(errors.TemplateInvalid) as refused:
        templates.make_template(kind=NoticeKind.GRANTED, language=language, actor=writer, at=AT)

    assert refused.value.errors[0].code == code


def test_another_language_needs_no_code_of_ours(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    begun = templates.built_in(NoticeKind.EXTENSION, "en")
    made = templates.make_template(kind=NoticeKind.EXTENSION, language="pt-BR", actor=writer, at=AT)
    blocks = {**begun.blocks, "title": "Prorrogação"}
    source = (
        "#item(page) #page.case.number #lines(page.notice.reason) #day(page.notice.new_due_on) "
        '#number(1234567) #money("1234.50")'
    )
    wording = templates.Wording(effective_on=TODAY, source=source, blocks=blocks)
    draft = templates.save_draft(
        template_id=made.id, wording=wording, revision=0, actor=writer, at=AT
    )
    published(writer, publisher, draft)
    data = NOTICES[NoticeKind.EXTENSION]
    original = issue(
        bureau, NoticeKind.EXTENSION, data=replace(data, case=replace(CASE, language="pt-br"))
    )
    translations.set_waiting(original.id)

    text = text_of(documents.translations.page_of(original.id, "pt-br"))
    assert "4 de janeiro de 2027" in text
    assert "1.234.567" in text
    assert "CNY 1.234,50" in text


def test_a_translation_lacks_nothing_that_its_sheet_needs(
    shown: organizations.DepartmentSummary,
) -> None:
    draft = sheets.Draft("", {"terms": "文书编号=No.\nno equals sign", "note": "สวัสดี"})

    faults = sheets.faults_of(NoticeKind.GRANTED, draft, shown, at=AT, language="en")

    assert {each.code for each in faults} >= {"required", "no_equals_sign", "missing", "no_shape"}


def test_words_of_the_list_know_numbers_and_leave_names() -> None:
    terms = translated.terms_of("第{n}条第{n}款=Art. {n}({n})\n{n}日={n} days\n王五=Wang Wu")
    page = {
        "case": {"applicant": {"name": "王五"}, "item_name": "王五"},
        "notice": {"article": "第一百二十三条第二款", "limit": "5日", "at": "2026年1月2日 9:00"},
    }

    said = translated.page_in("en", page, terms)

    assert said["notice"] == {
        "article": "Art. 123(2)",
        "limit": "5 days",
        "at": "January 2, 2026 9:00",
    }
    assert said["case"] == {"applicant": {"name": "王五"}, "item_name": "Wang Wu"}


def test_who_wants_which_language(writer: Actor, publisher: Actor) -> None:
    person, case_id = citizen(), new_id()
    assert person.applicant_id is not None
    with pytest.raises(translations.LanguageNotOffered):
        translations.wish_for_oneself(language="en", actor=person, at=AT)
    english(writer, publisher)

    translations.wish_for_oneself(language="en", actor=person, at=AT)
    translations.wish_for_oneself(language="EN", actor=person, at=AT)
    assert documents.translations.language_of(person.applicant_id, case_id) == "en"
    translations.wish_for_matter(
        applicant_id=person.applicant_id,
        subject_id=case_id,
        language="",
        wished_at=WishedAt.COUNTER,
        actor=writer,
        at=AT,
    )

    assert documents.translations.language_of(person.applicant_id, case_id) == ""
    assert documents.translations.language_of(person.applicant_id) == "en"
    assert LanguageWish.objects.count() == 2
    assert [each.tag for each in documents.translations.offered(on=TODAY)] == ["en"]
    assert documents.translations.offered(on=date(2020, 1, 1)) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        LanguageWish.objects.update(language="fr")


def test_a_translation_that_is_there_never_changes(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    english(writer, publisher)
    original = in_english(bureau)
    translations.set_waiting(original.id)

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentTranslation.objects.update(title="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentTranslation.objects.all().delete()


def test_what_is_delivered_is_english_and_known_by_its_locale() -> None:
    assert delivered.languages() == ["en"]
    assert languages.named("en").own_name == "English"
    assert languages.day_in("de", datetime(2026, 11, 3, tzinfo=UTC).date()) == "3. November 2026"


def test_a_certificate_has_a_translation_beside_it_and_no_template_of_its_own(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    with pytest.raises(errors.TemplateInvalid):
        templates.make_template(kind=NoticeKind.CERTIFICATE, actor=writer, at=AT)
    english(writer, publisher, NoticeKind.CERTIFICATE)
    original = in_english(bureau, NoticeKind.CERTIFICATE)
    document_services.render_now(original.id)
    translations.set_waiting(original.id)

    (made,) = documents.translations.of_documents([original.id])[original.id]
    text = text_of(made.file)
    assert made.state == TranslationState.READY
    assert "no certificate and has no legal force" in text
    assert "Food Business Licence" in text
    assert "Business Hot food, made and sold" in text
    assert "仓库地址 †" in text
    assert "Quoted from the Chinese certificate" in text
    assert made.verification_code != original.verification_code
    assert documents.verify_document(made.verification_code).original_code


def test_an_application_speaks_the_words_of_its_form_and_marks_the_rest(
    bureau: Department, writer: Actor, publisher: Actor
) -> None:
    english(writer, publisher, NoticeKind.APPLICATION)
    original = in_english(bureau, NoticeKind.APPLICATION)
    document_services.render_now(original.id)
    translations.set_waiting(original.id)

    (made,) = documents.translations.of_documents([original.id])[original.id]
    text = text_of(made.file)
    assert "Premises" in text
    assert "Address 浙江省" in text
    assert "Address †" not in text
    assert "面积 †" in text
    assert "online" in text or "网页" in text
    assert "November 20, 2026" in text


def test_the_list_of_words_helps_where_a_form_has_none_and_japanese_is_not_taken_for_chinese() -> (
    None
):
    row = {"label": "面积", "value": "86 平方米", "label_in": {}, "value_in": {}}
    page = {"rows": [row, row | {"label": "住所"}]}

    english_page = translated.page_in("en", page, {"面积": "Floor space"})
    japanese = translated.page_in("ja", page, {"面积": "面積"})

    assert [(one["label"], one["is_chinese"]) for one in english_page["rows"]] == [
        ("Floor space", False),
        ("住所", True),
    ]
    assert [one["is_chinese"] for one in japanese["rows"]] == [False, True]

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""申请表 as a paper: what was filed, once, for those who may read it whole."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.cases import world as worlds
from tests.cases.world import COUNTER, MONDAY, citizen, neighbour, who
from tests.factories import World
from tests.forms.schemas import ANSWERS, compiled
from tests.rest.test_languages import publish
from yiwang.cases import selectors as cases
from yiwang.cases.errors import CaseNotFound, NotYourCase
from yiwang.cases.models import Case
from yiwang.cases.services import application_papers, form_words, serving
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.masking import mask_phone

pytestmark = pytest.mark.django_db


def test_it_holds_the_answers_the_files_and_their_fingerprints(world: World):
    case = worlds.submitted(world)

    issued = application_papers.application_paper(case_id=case.pk, actor=citizen(world), at=MONDAY)

    with documents.open_file(issued.file_id) as content:
        sheets = PdfReader(io.BytesIO(content.read())).pages
        said = "".join(sheet.extract_text() for sheet in sheets)
    bare = "".join(said.split())
    assert case.number in bare
    material = cases.materials(case)[0]
    assert material.file.sha256 in bare
    assert documents.verify_document(issued.verification_code).number == case.number
    for section in issued.data["notice"]["sections"]:
        for row in section["rows"]:
            assert "".join(row["value"].split())[:12] in bare


def test_the_numbers_of_people_are_masked_on_it(world: World):
    case = worlds.submitted(world)
    phone = case.form_data["phone"]

    issued = application_papers.application_paper(case_id=case.pk, actor=citizen(world), at=MONDAY)

    assert phone not in str(issued.data)
    assert mask_phone(phone) in str(issued.data)


def test_asked_for_twice_it_is_one_paper_until_the_application_changes(world: World):
    case = worlds.submitted(world)
    first = application_papers.application_paper(case_id=case.pk, actor=citizen(world), at=MONDAY)
    later = MONDAY + timedelta(days=1)

    again = application_papers.application_paper(
        case_id=case.pk, actor=who(world, COUNTER), at=later
    )
    Case.objects.filter(pk=case.pk).update(form_data={**case.form_data, "name": "另一家店"})
    changed = application_papers.application_paper(case_id=case.pk, actor=citizen(world), at=later)

    assert again.pk == first.pk
    assert changed.pk != first.pk


def test_strangers_other_departments_and_agents_get_none(world: World):
    case = worlds.submitted(world)

    with pytest.raises(CaseNotFound):
        application_papers.application_paper(case_id=case.pk, actor=neighbour(world), at=MONDAY)
    elsewhere = worlds.elsewhere(world, who(world, COUNTER))
    with pytest.raises((CaseNotFound, NotYourCase)):
        application_papers.application_paper(case_id=case.pk, actor=elsewhere, at=MONDAY)
    agent = replace(citizen(world), mandate_id=case.pk)
    with pytest.raises((CaseNotFound, NotYourCase)):
        application_papers.application_paper(case_id=case.pk, actor=agent, at=MONDAY)


def test_nobody_is_served_with_what_they_wrote_themselves(world: World):
    case = worlds.submitted(world)
    application_papers.application_paper(case_id=case.pk, actor=citizen(world), at=MONDAY)

    kinds = {each.kind for each in documents.documents_about("case", case.pk)}
    assert NoticeKind.APPLICATION in kinds
    assert NoticeKind.APPLICATION not in {each.kind for each in serving.servable(case)}


def test_the_words_of_its_form_stand_beside_the_chinese():
    sections = form_words.worded(compiled(), ANSWERS)

    words = {
        name.text: (name.others, value.text, value.others)
        for one in sections
        for name, value in one.rows
    }
    with_english = [name for name, (others, _text, _others) in words.items() if others]
    assert words["经营者姓名"][0] == {"en": "Name of the operator"}
    assert with_english != list(words)
    assert all(set(others) <= {"en"} for others, _text, _others in words.values())


def test_asked_for_again_it_is_translated_for_who_wants_it_by_then(world: World):
    publish(world, NoticeKind.APPLICATION, at=worlds.LONG_AGO)
    case, me = worlds.submitted(world), citizen(world)
    first = application_papers.application_paper(case_id=case.pk, actor=me, at=MONDAY)
    document_services.translations.wish_for_oneself(language="en", actor=me, at=MONDAY)

    for _twice in range(2):
        again = application_papers.application_paper(case_id=case.pk, actor=me, at=MONDAY)
    document_services.translations.set_waiting(first.pk)

    (made,) = documents.translations.ready_of([first.pk])[first.pk]
    assert (again.pk, made.language, made.title) == (first.pk, "en", "Application Form")

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Each who applies together reads the papers in their own language beside the Chinese."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cases import world as worlds
from tests.cases.together import couples
from tests.cases.world import COUNTER, MONDAY, who
from tests.factories import Item, World
from tests.rest.test_languages import publish, set_all
from yiwang.cases.models import Case, CoApplicant
from yiwang.cases.services import intake, together
from yiwang.cases.together import errors
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import DocumentTranslation, LanguageWish
from yiwang.ledger import services as ledger_services

pytestmark = pytest.mark.django_db
KINDS = (NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE)


@pytest.fixture
def one(world: World, db: None) -> CoApplicant:
    """Return the neighbour's part in a draft, while English is offered."""
    publish(world, *KINDS, at=worlds.LONG_AGO)
    item: Item = couples.item_for_two(world)
    return couples.joined(world, couples.begun(world, item))


def wish(world: World, one: CoApplicant, language: str = "en", **changed) -> None:
    given = {"actor": worlds.neighbour(world), "at": MONDAY} | changed
    together.wish_language(co_applicant_id=one.pk, language=language, **given)


def handed_in(world: World, one: CoApplicant) -> Case:
    couples.signed(world, one)
    case = couples.handed_in(world, one.draft_id)
    one.refresh_from_db()
    return case


def languages(case: Case) -> dict[str, list[str]]:
    ledger_services.settle()
    papers = documents.documents_about("case", case.pk)
    return {one.kind: [each["language"] for each in one.beside] for one in papers}


def test_what_was_stated_in_the_draft_counts_in_the_case(world: World, one: CoApplicant):
    wish(world, one)
    case = handed_in(world, one)

    assert languages(case) == {"receipt": ["en"]}
    assert together.language_of(one) == "en"


def test_the_case_goes_before_the_draft_and_this_before_the_account(world: World, one: CoApplicant):
    document_services.translations.wish_for_oneself(
        language="en", actor=worlds.neighbour(world), at=MONDAY
    )
    in_account = together.language_of(one)
    wish(world, one, "")
    in_draft = together.language_of(one)
    case = handed_in(world, one)
    plain = languages(case)
    wish(world, one)
    intake.accept_case(case_id=case.pk, actor=who(world, COUNTER), at=MONDAY)

    assert (in_account, in_draft) == ("en", "")
    assert plain == {"receipt": []}
    assert languages(case) == {"receipt": [], "acceptance": ["en"]}


def test_the_applicant_s_own_translation_is_made_once(world: World, one: CoApplicant):
    document_services.translations.wish_for_oneself(
        language="en", actor=worlds.citizen(world), at=MONDAY
    )
    wish(world, one)
    case = handed_in(world, one)

    assert languages(case) == {"receipt": ["en"]}
    assert DocumentTranslation.objects.count() == 1


def test_it_stands_among_the_papers_and_is_no_file_of_the_applicant_s_part(
    world: World, one: CoApplicant
):
    wish(world, one)
    case = handed_in(world, one)
    set_all(str(case.pk))

    original, beside = together.papers_of_case(case)[-2:]

    assert (original.language, beside.language) == ("", "en")
    with pytest.raises(errors.InvitationNotFound):
        together.hand_out_paper(
            co_applicant_id=one.pk, file_id=beside.file_id, actor=worlds.citizen(world), at=MONDAY
        )


def test_nobody_else_and_nothing_unknown_is_written_down(world: World, one: CoApplicant):
    with pytest.raises(errors.InvitationNotFound):
        wish(world, one, actor=worlds.citizen(world))
    with pytest.raises(errors.RealNameNeeded):
        wish(world, one, actor=replace(worlds.neighbour(world), assurance=1))
    with pytest.raises(document_services.translations.LanguageNotOffered):
        wish(world, one, "xx")
    with pytest.raises(errors.InvitationNotFound):
        wish(world, one, at=MONDAY + timedelta(days=40))

    assert not LanguageWish.objects.exists()


def test_a_case_of_one_asks_for_no_language(world: World):
    case = worlds.submitted(world)

    assert languages(case) == {"receipt": []}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Begun online and finished at the counter, and the reverse; the kiosk that keeps nothing."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories import FORM_DATA, stored_file
from tests.halls import world as worlds
from tests.halls.world import MONDAY, HallWorld
from yiwang.cases.errors import DraftNotFound, NotYourCase
from yiwang.cases.models import Draft
from yiwang.cases.services import at_counter, drafts
from yiwang.documents import antivirus
from yiwang.documents import selectors as documents
from yiwang.documents.models import StoredFile
from yiwang.foundation.actors import ANONYMOUS
from yiwang.halls.errors import PresenceRefused, VisitEnded
from yiwang.halls.models import KioskVisit, Ticket
from yiwang.halls.services import calling, kiosks, presence
from yiwang.identity.errors import TooManyAttempts
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db
TYPED = drafts.DraftContent(form={"name": "张小云"})


@pytest.fixture
def world() -> HallWorld:
    made = worlds.made()
    made.sign_on()
    return made


def at(minutes: int):
    return MONDAY + timedelta(minutes=minutes)


def served(world: HallWorld, actor=None) -> Ticket:
    """Return a ticket that the clerk serves."""
    given = {"actor": actor} if actor else {}
    world.ticket(**given)
    ticket = calling.call_next(actor=world.clerk, at=at(1))
    return calling.serve(ticket_id=ticket.pk, actor=world.clerk, at=at(1))


def drafted(world: HallWorld, actor) -> Draft:
    version_id = world.people.shop.version_id
    return drafts.save_draft(version_id=version_id, typed=TYPED, actor=actor, at=MONDAY)


def shown(world: HallWorld, ticket: Ticket, actor, *, minutes: int = 2) -> None:
    code = presence.show_code(actor=actor, at=at(minutes)).code
    presence.open_by_code(ticket_id=ticket.pk, code=code, actor=world.clerk, at=at(minutes))


def test_a_clerk_goes_on_with_a_draft_of_who_shows_their_code(world: HallWorld):
    comer = world.citizen()
    draft, ticket = drafted(world, comer), served(world, comer)
    given = {"ticket_id": ticket.pk, "actor": world.clerk, "at": at(3)}

    with pytest.raises(PresenceRefused):
        presence.drafts(**given)
    shown(world, ticket, comer)

    assert [one.pk for one in presence.drafts(**given)] == [draft.pk]
    assert presence.open_draft(draft_id=draft.pk, **given).form_data == TYPED.form
    kinds = [fact.kind for fact in ledger.events_about("ticket", ticket.pk)]
    assert kinds[-2:] == ["halls.presence_shown", "halls.draft_continued"]
    reads = [
        fact
        for fact in ledger.events_about("person", comer.applicant_id)
        if fact.kind == "ledger.personal_data_read"
    ]
    assert [fact.purpose for fact in reads] == ["counter_service"]


def test_files_of_a_draft_are_handed_in_and_nothing_is_scanned_again(
    world: HallWorld, monkeypatch: pytest.MonkeyPatch
):
    comer = world.citizen()
    file_id = stored_file(comer)
    bad = StoredFile.objects.get(pk=stored_file(comer, name="坏.pdf"))
    typed = drafts.DraftContent(form=TYPED.form, materials={"lease": [file_id, bad.pk]})
    version_id = world.people.shop.version_id
    draft = drafts.save_draft(version_id=version_id, typed=typed, actor=comer, at=MONDAY)
    StoredFile.objects.filter(pk=bad.pk).update(scan_state="infected", scanned_at=MONDAY)
    ticket = served(world, comer)
    shown(world, ticket, comer)
    monkeypatch.setattr(antivirus, "scan", None)
    given = {"ticket_id": ticket.pk, "draft_id": draft.pk, "actor": world.clerk, "at": at(3)}

    opened, again = presence.open_draft(**given), presence.open_draft(**given)

    (mine,) = opened.materials["lease"]
    assert again.materials == opened.materials
    theirs = StoredFile.objects.get(pk=file_id)
    assert documents.hashes_of_own_files([UUID(mine)], world.clerk) == {UUID(mine): theirs.sha256}
    assert documents.hashes_of_own_files([file_id], world.clerk) == {}
    assert Draft.objects.get().materials == {"lease": [str(file_id), str(bad.pk)]}


def test_the_consent_ends_with_the_ticket(world: HallWorld):
    comer = world.citizen()
    draft, ticket = drafted(world, comer), served(world, comer)
    shown(world, ticket, comer)

    calling.finish(ticket_id=ticket.pk, actor=world.clerk, at=at(5))

    with pytest.raises(PresenceRefused):
        presence.open_draft(ticket_id=ticket.pk, draft_id=draft.pk, actor=world.clerk, at=at(6))


def test_a_code_works_once_and_for_five_minutes(world: HallWorld):
    comer, ticket = world.citizen(), served(world)
    used = presence.show_code(actor=comer, at=at(2)).code
    presence.open_by_code(ticket_id=ticket.pk, code=used, actor=world.clerk, at=at(2))

    old = presence.show_code(actor=comer, at=at(3)).code
    for code, minutes in ((used, 3), (old, 9), ("12345678", 3), ("", 3)):
        with pytest.raises(PresenceRefused):
            presence.open_by_code(ticket_id=ticket.pk, code=code, actor=world.clerk, at=at(minutes))


def test_a_ticket_in_somebodys_name_is_opened_by_that_persons_code_only(world: HallWorld):
    comer, other = world.citizen(), world.citizen()
    ticket = served(world, comer)

    with pytest.raises(PresenceRefused):
        shown(world, ticket, other)


def test_another_persons_draft_stays_closed(world: HallWorld):
    comer, other = world.citizen(), world.citizen()
    theirs, ticket = drafted(world, other), served(world, comer)
    shown(world, ticket, comer)
    given = {"ticket_id": ticket.pk, "actor": world.clerk, "at": at(3)}

    with pytest.raises(DraftNotFound):
        presence.open_draft(draft_id=theirs.pk, **given)
    with pytest.raises(PresenceRefused):
        presence.save_draft(
            version_id=world.people.shop.version_id,
            typed=TYPED,
            person_id=other.applicant_id,
            **given,
        )


def test_what_was_begun_at_the_counter_is_the_persons_own_draft(world: HallWorld):
    comer, ticket = world.citizen(), served(world)
    shown(world, ticket, comer)

    presence.save_draft(
        ticket_id=ticket.pk,
        version_id=world.people.shop.version_id,
        typed=drafts.DraftContent(form=FORM_DATA),
        actor=world.clerk,
        at=at(4),
    )

    mine = Draft.objects.visible_to(comer).get()
    assert mine.form_data == FORM_DATA
    assert mine.item_name == "店铺登记"


def test_a_citizen_is_no_clerk(world: HallWorld):
    comer = world.citizen()

    with pytest.raises(NotYourCase):
        at_counter.drafts_of(comer.applicant_id, actor=comer)


def test_a_kiosk_is_signed_in_from_the_phone_and_forgets(world: HallWorld):
    comer = world.citizen()
    secret, visit = kiosks.begin(hall_id=world.hall.pk, at=MONDAY)

    kiosks.pair(pairing=visit.pairing, actor=comer, at=at(1))

    known = kiosks.touch(secret=secret, at=at(2))
    assert known is not None
    assert (known.person_id, known.shown_name) == (comer.applicant_id, "*小云")
    assert kiosks.touch(secret=secret, at=at(2) + timedelta(seconds=91)) is None
    with pytest.raises(VisitEnded):
        kiosks.pair(pairing=visit.pairing, actor=world.citizen(), at=at(2))
    kiosks.leave(secret=secret)
    assert not KioskVisit.objects.exists()


def test_a_kiosk_is_signed_in_by_code_too(world: HallWorld):
    comer = world.citizen()
    secret, _visit = kiosks.begin(hall_id=world.hall.pk, at=MONDAY)
    code = presence.show_code(actor=comer, at=MONDAY).code

    found = kiosks.enter_code(secret=secret, code=code, actor=ANONYMOUS, at=at(1))

    assert found.person_id == comer.applicant_id
    assert secret not in {found.secret, found.pairing}


def test_guessing_codes_of_presence_ends_after_five_for_ticket_and_clerk(world: HallWorld):
    comer = world.citizen()
    ticket = served(world, comer)
    guess = {"ticket_id": ticket.pk, "actor": world.clerk}
    for _number in range(5):
        presence.count_try(at=at(2), **guess)
        with pytest.raises(PresenceRefused):
            presence.open_by_code(code="0", at=at(2), **guess)

    with pytest.raises(TooManyAttempts):
        presence.count_try(at=at(2), **guess)
    presence.count_try(ticket_id=uuid4(), actor=world.clerk, at=at(2))
    presence.count_try(at=at(60), **guess)


def test_a_right_code_takes_the_count_back(world: HallWorld):
    comer = world.citizen()
    ticket = served(world, comer)
    guess = {"ticket_id": ticket.pk, "actor": world.clerk}
    for _number in range(4):
        presence.count_try(at=at(2), **guess)
    shown(world, ticket, comer)

    for _number in range(5):
        presence.count_try(at=at(3), **guess)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking sources: in time, with a trace, and never a fault of ours when they fail."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.identity import factories
from tests.sharing.world import (
    HOUSEHOLD,
    MORNING,
    SYSTEM,
    VALUES,
    citizen,
    knows,
    query,
    source,
)
from yiwang.identity.queries import own_data
from yiwang.ledger.models import Event
from yiwang.sharing import selectors, services
from yiwang.sharing.connectors import registry
from yiwang.sharing.connectors.base import Connector, CorrectionNote, Question, Reply
from yiwang.sharing.enums import CorrectionResult, CorrectionState, Outcome, Trouble
from yiwang.sharing.errors import (
    ConsentNeeded,
    FieldUnknown,
    PurposeMissing,
    SourceUnknown,
    SubjectUnknown,
)
from yiwang.sharing.models import Call, CorrectionRequest, DataSource

pytestmark = pytest.mark.django_db


def ask(person, code=HOUSEHOLD, at=MORNING, **changes):
    return services.ask(code, query=query(person.id, **changes), actor=SYSTEM, at=at)


class Answering(Connector):
    """Says what a test wants said."""

    def __init__(self, reply: object) -> None:
        self.reply = reply

    def ask(self, question: Question, *, seconds: float) -> Reply:
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply  # type: ignore[return-value]

    def request_correction(self, note: CorrectionNote, *, seconds: float) -> str:
        return "reference"


@pytest.fixture
def says(monkeypatch):
    def install(reply: object) -> None:
        monkeypatch.setattr(registry, "connector", lambda _name: Answering(reply))

    return install


def test_an_answer_says_where_from_as_of_when_and_until_when():
    person = factories.person()
    source(validity_days=30)
    knows(person)

    answer = ask(person)

    assert answer.outcome is Outcome.FOUND
    assert answer.values == VALUES
    assert answer.as_of == date(2026, 11, 1)
    assert answer.valid_until == date(2026, 12, 26)
    assert answer.sha256 == services.seal(HOUSEHOLD, subject_id=person.id, values=VALUES)


def test_only_what_was_asked_for_comes_back():
    person = factories.person()
    source()
    knows(person)

    assert ask(person, fields=("members",)).values == {"members": 3}


def test_somebody_the_source_does_not_know_is_not_found():
    source()

    assert ask(factories.person()).outcome is Outcome.NOT_FOUND


def test_what_the_source_says_is_over_is_not_found():
    person = factories.person()
    source()
    knows(person, valid_until=date(2026, 11, 25))

    assert ask(person).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("behaviour", [Trouble.LATE, Trouble.AWAY, Trouble.NONSENSE])
def test_a_source_that_fails_is_an_answer_and_no_error(behaviour):
    person = factories.person()
    source()
    knows(person, behaviour=behaviour)

    answer = ask(person)

    assert (answer.outcome, answer.trouble) == (Outcome.UNAVAILABLE, behaviour)
    assert Call.objects.get().trouble == behaviour


@pytest.mark.parametrize(
    "values",
    [
        {"members": "three"},
        {"members": True},
        {"secret": "a field that was not asked for"},
        {"moved_in_on": "2026-02-30"},
        {"relation": "x" * 501},
        {"relation": "nul\0"},
        {"relation": ["户主"]},
        {"address": {"division": "330106000000"}},
        ["户主"],
    ],
)
def test_an_answer_that_does_not_fit_its_description_is_thrown_away(says, values):
    person = factories.person()
    source()
    says(Reply(True, values))

    answer = ask(person)

    assert (answer.trouble, answer.values) == (Trouble.NONSENSE, {})


@pytest.mark.parametrize("reply", [None, "text", ValueError(), KeyError("x")])
def test_what_is_no_reply_at_all_is_nonsense_too(says, reply):
    source()
    says(reply)

    assert ask(factories.person()).trouble is Trouble.NONSENSE


def test_an_answer_after_the_time_is_none(says, monkeypatch):
    person = factories.person()
    source(milliseconds=10)
    says(Reply(True, {"members": 3}))
    ticks = iter([0.0, 0.5])
    monkeypatch.setattr(services.time, "monotonic", lambda: next(ticks))

    assert ask(person).trouble is Trouble.LATE


def test_five_failures_pause_a_source_for_a_minute_and_an_answer_ends_it(says):
    person = factories.person()
    source()
    says(ConnectionRefusedError())
    for _ in range(5):
        assert ask(person).trouble is Trouble.AWAY

    says(Reply(True, {"members": 3}))
    paused = ask(person, at=MORNING + timedelta(seconds=59))
    again = ask(person, at=MORNING + timedelta(seconds=61))

    assert paused.trouble is Trouble.PAUSED
    assert again.is_found
    assert DataSource.objects.get().failures == 0
    kinds = ["sharing.source_paused", "sharing.source_resumed"]
    assert [one.kind for one in Event.objects.filter(kind__in=kinds).order_by("id")] == kinds


def test_a_source_that_was_switched_off_is_not_asked(says):
    source()
    services.switch_source(code=HOUSEHOLD, is_on=False, actor=SYSTEM, at=MORNING)
    says(AssertionError())

    assert ask(factories.person()).trouble is Trouble.OFF


def test_a_question_needs_a_source_a_purpose_known_fields_and_somebody():
    person = factories.person()
    source()
    source("register", subject="legal")

    with pytest.raises(SourceUnknown):
        ask(person, "nowhere")
    with pytest.raises(PurposeMissing):
        ask(person, purpose="")
    with pytest.raises(FieldUnknown):
        ask(person, fields=("income",))
    with pytest.raises(SubjectUnknown):
        ask(person, "register")
    with pytest.raises(SubjectUnknown):
        services.ask(HOUSEHOLD, query=query(uuid4()), actor=SYSTEM, at=MORNING)
    assert not Call.objects.exists()


def test_where_consent_is_needed_nobody_is_asked_about_without_it():
    person = factories.person()
    source(needs_consent=True)
    knows(person)

    with pytest.raises(ConsentNeeded):
        ask(person)
    assert ask(person, has_consent=True).is_found


def test_each_question_shows_among_who_has_read_ones_data_even_a_vain_one():
    person = factories.person()
    source()
    actor = citizen(person)

    ask(person, item_code="K0161")

    read = own_data.reads_of(actor).rows[0]
    assert (read.purpose, read.source) == ("evidence_lookup", HOUSEHOLD)
    assert selectors.calls_about(actor)[0].outcome == Outcome.NOT_FOUND


def test_neither_strangers_nor_agents_see_what_was_asked_about_somebody():
    person = factories.person()
    source()
    ask(person)
    agent = replace(citizen(factories.person()), principal_id=person.id, mandate_id=uuid4())

    assert selectors.calls_about(citizen(factories.person())) == []
    assert selectors.calls_about(agent) == []


def test_the_call_log_and_the_ledger_hold_no_value():
    person = factories.person()
    source()
    knows(person)

    ask(person)

    event = Event.objects.get(kind="ledger.personal_data_read")
    written = str(event.payload) + str(Call.objects.values().get())
    assert "文三路" not in written
    assert person.name not in written


def test_a_request_to_correct_goes_out_once_and_is_answered_once():
    person = factories.person()
    source()
    asked = services.request_correction(
        source_code=HOUSEHOLD,
        subject_id=person.id,
        call_id=None,
        fields=["address"],
        reason="去年已经迁出",
        department_id=None,
        actor=SYSTEM,
        at=MORNING,
    )

    assert (services.send_corrections(at=MORNING), services.send_corrections(at=MORNING)) == (1, 0)
    first, second = (
        services.note_correction_answer(
            correction_id=asked.pk, result=told, answer="已更正", actor=SYSTEM, at=MORNING
        )
        for told in (CorrectionResult.CORRECTED, CorrectionResult.RIGHT)
    )

    assert (first, second) == (True, False)
    kept = CorrectionRequest.objects.get()
    assert (kept.state, kept.result) == (CorrectionState.ANSWERED, CorrectionResult.CORRECTED)
    assert kept.due_on == date(2026, 12, 10)


def test_a_request_to_correct_waits_while_its_provider_is_away():
    person = factories.person()
    source(connector="refusing")
    services.request_correction(
        source_code=HOUSEHOLD,
        subject_id=person.id,
        call_id=None,
        fields=[],
        reason="不对",
        department_id=None,
        actor=SYSTEM,
        at=MORNING,
    )

    assert services.send_corrections(at=MORNING) == 0
    assert CorrectionRequest.objects.get().state == CorrectionState.WAITING


@pytest.mark.parametrize("name", sorted(registry.all_connectors()))
def test_every_connector_answers_or_fails_as_agreed(name):
    question = Question(HOUSEHOLD, "", "没有人", "11010119000101001X", "natural", [], "p", "r")

    try:
        reply = registry.connector(name).ask(question, seconds=1)
    except OSError:
        return
    assert isinstance(reply, Reply)
    assert not reply.is_found

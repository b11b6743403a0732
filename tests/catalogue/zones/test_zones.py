# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Zones are queries; entries of others are approved by somebody else and checked for life."""

import socket
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.catalogue import worlds
from tests.organizations.factories import HANGZHOU, NINGBO, XIHU
from yiwang.catalogue import selectors, services
from yiwang.catalogue.enums import LinkHealth, OutsideState
from yiwang.catalogue.models import LifeStep, OutsideService, Topic
from yiwang.catalogue.zone_refusals import (
    NotYourWindow,
    OutsideDecided,
    OutsideInvalid,
    OutsideKnown,
    OutsideNotFound,
    OwnProposal,
    TopicNotFound,
)
from yiwang.catalogue.zones import checking, link_tasks, outside
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
ENTRY = services.NewEntry(
    region_code=HANGZHOU,
    topic="housing",
    institution="bank",
    owner_name="某银行",
    title="贷款预约",
    summary="",
    url="https://bank.example.com/loan",
)


@pytest.fixture
def editor(catalogue):
    department = Department.objects.filter(division_id=HANGZHOU).first()
    return worlds.editor(department, Right.CATALOGUE_EDIT)


@pytest.fixture
def publisher(editor):
    rights = frozenset({Right.CATALOGUE_PUBLISH})
    return replace(editor, staff_id=UUID(int=8), rights=rights)


def approved(editor, publisher, **changes):
    made = services.propose_outside(
        entry=replace(ENTRY, **changes), actor=editor, at=worlds.MORNING
    )
    return services.judge_outside(
        outside_id=made.id,
        state=OutsideState.APPROVED,
        reason="",
        actor=publisher,
        at=worlds.MORNING,
    )


# ── zones


def test_a_step_of_life_shows_what_its_words_find(indexed, catalogue):
    services.load_life_steps(root=worlds.DATA, actor=worlds.LOADER)

    found = selectors.zone("housing", XIHU)

    names = {hit.name for hit in found.items}
    assert names
    assert found.steps
    for step in found.steps:
        words = LifeStep.objects.get(topic_id="housing", name=step.name).words
        assert all(any(word in hit.name for word in words) for hit in step.items)
    assert len(found.phrases) == len(set(found.phrases)) <= len(found.items)
    assert found.phrases


def test_a_zone_costs_the_same_however_many_items(indexed, catalogue, django_assert_num_queries):
    services.load_life_steps(root=worlds.DATA, actor=worlds.LOADER)

    with django_assert_num_queries(5):
        selectors.zone("housing", XIHU)


def test_every_topic_has_steps_and_every_step_has_words(catalogue):
    services.load_life_steps(root=worlds.DATA, actor=worlds.LOADER)

    topics = set(Topic.objects.values_list("code", flat=True))
    assert set(LifeStep.objects.values_list("topic_id", flat=True)) == topics
    assert len(topics) == 16
    assert all(all(step.words) for step in LifeStep.objects.all())


@pytest.mark.parametrize("topic", ["", "nope", "' OR 1=1", "x" * 500])
def test_a_topic_that_is_not_there_is_not_found(catalogue, topic):
    with pytest.raises(TopicNotFound):
        selectors.zone(topic, XIHU)


# ── entries of others


def test_an_entry_shows_after_somebody_else_approved_it(editor, publisher):
    made = services.propose_outside(entry=ENTRY, actor=editor, at=worlds.MORNING)
    assert outside.entries_for("housing", XIHU) == []

    services.judge_outside(
        outside_id=made.id,
        state=OutsideState.APPROVED,
        reason="",
        actor=publisher,
        at=worlds.MORNING,
    )

    assert [entry.id for entry in outside.entries_for("housing", XIHU)] == [made.id]
    assert outside.entries_for("housing", NINGBO) == []
    kinds = Event.objects.filter(subject_id=made.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["catalogue.outside_proposed", "catalogue.outside_judged"]


def test_who_proposed_an_entry_does_not_approve_it(editor):
    both = replace(editor, rights=frozenset({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH}))
    made = services.propose_outside(entry=ENTRY, actor=both, at=worlds.MORNING)

    with pytest.raises(OwnProposal):
        services.judge_outside(
            outside_id=made.id,
            state=OutsideState.APPROVED,
            reason="",
            actor=both,
            at=worlds.MORNING,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideService.objects.filter(pk=made.id).update(
            state=OutsideState.APPROVED, decided_by_id=both.staff_id
        )


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example.com/",
        "javascript:alert(1)",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://10.0.0.1/",
        "https://0177.0.0.1/",
        "https://localhost/",
        "https://db.internal/",
        "https://printer.local/",
        "https://user:secret@bank.example.com/",
        "https://bank.example.com:8443/",
        "https://bank.example.com@evil.example/",
        "https://bank.example.com/\r\nHost: evil",
        "https://bank.example.com/ x",
        "https://bank.example.com\\@evil.example/",
        "https://银行.example.com/",
        "https://a..b/",
        "https://" + "a" * 600 + ".com/",
        "https://",
        "",
    ],
)
def test_an_address_that_leads_to_no_public_site_is_refused(editor, url):
    with pytest.raises(OutsideInvalid):
        services.propose_outside(entry=replace(ENTRY, url=url), actor=editor, at=worlds.MORNING)


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "nope"},
        {"institution": "church"},
        {"title": " "},
        {"owner_name": ""},
        {"title": "长" * 101},
        {"summary": "长" * 301},
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(editor, changes):
    with pytest.raises(OutsideInvalid):
        services.propose_outside(entry=replace(ENTRY, **changes), actor=editor, at=worlds.MORNING)


def test_an_address_stands_once_in_a_place(editor, publisher):
    approved(editor, publisher)

    with pytest.raises(OutsideKnown):
        services.propose_outside(entry=ENTRY, actor=editor, at=worlds.MORNING)


def test_nobody_proposes_for_another_place_or_without_the_right(editor):
    elsewhere = replace(ENTRY, region_code=NINGBO)
    with pytest.raises(NotYourWindow):
        services.propose_outside(entry=elsewhere, actor=editor, at=worlds.MORNING)
    with pytest.raises(NotYourWindow):
        services.propose_outside(
            entry=ENTRY, actor=replace(editor, rights=frozenset()), at=worlds.MORNING
        )


def test_nobody_decides_for_another_place_or_twice(editor, publisher):
    made = approved(editor, publisher)
    judgement = {"state": OutsideState.APPROVED, "reason": "", "at": worlds.MORNING}

    with pytest.raises(OutsideDecided):
        services.judge_outside(outside_id=made.id, actor=publisher, **judgement)
    with pytest.raises(NotYourWindow):
        services.judge_outside(
            outside_id=made.id, actor=replace(publisher, division_code=NINGBO), **judgement
        )
    with pytest.raises(OutsideNotFound):
        services.judge_outside(outside_id=UUID(int=3), actor=publisher, **judgement)


# ── the check of life


def test_a_link_dies_after_three_failures_and_its_department_is_told_once(editor, publisher):
    made = approved(editor, publisher)
    health = [
        checking.record(outside_id=made.id, found="unreachable", at=worlds.MORNING)
        for _time in range(4)
    ]

    assert health == [LinkHealth.SHAKY, LinkHealth.SHAKY, LinkHealth.DEAD, LinkHealth.DEAD]
    assert outside.entries_for("housing", XIHU) == []
    assert checking.dead_links_of(made.department_id) == 1
    assert Event.objects.filter(kind="catalogue.outside_link_changed").count() == 1

    checking.record(outside_id=made.id, found="ok", at=worlds.MORNING)

    assert [entry.id for entry in outside.entries_for("housing", XIHU)] == [made.id]
    assert Event.objects.filter(kind="catalogue.outside_link_changed").count() == 2


def test_a_run_looks_at_each_site_once_and_not_again_before_its_time(
    editor, publisher, monkeypatch
):
    approved(editor, publisher)
    approved(editor, publisher, url="https://bank.example.com/other")
    approved(editor, publisher, url="https://water.example.com/")
    asked: list[str] = []
    monkeypatch.setattr(checking, "look_at", lambda url: asked.append(url) or "ok")

    assert checking.check_due(at=worlds.MORNING) == 2
    assert len({url.split("/")[2] for url in asked}) == 2
    assert checking.check_due(at=worlds.MORNING) == 1
    assert checking.check_due(at=worlds.MORNING + timedelta(hours=1)) == 0
    assert checking.check_due(at=worlds.MORNING + checking.EVERY) == 2


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "http://bank.example.com/", "https://localhost:43210/"]
)
def test_the_check_calls_no_address_that_was_slipped_in(url):
    assert checking.look_at(url) == "forbidden"


def test_the_check_calls_nothing_in_our_own_network_even_by_a_public_name(monkeypatch):
    """A name that anybody may own can be pointed at us; what it resolves to decides."""
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: inside)

    assert checking.look_at("https://rebound.example.com/") == "forbidden"


def test_a_site_that_does_not_answer_is_unreachable(monkeypatch):
    def nowhere(*_args, **_kwargs):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)

    assert checking.look_at("https://gone.example.com/") == "unreachable"


# ── tasks about dead links, and other names


def _die(made, at=worlds.MORNING):
    for _time in range(checking.DEAD_AFTER):
        checking.record(outside_id=made.id, found="http_404", at=at)


def test_a_dead_link_is_a_task_with_a_deadline_until_it_lives_and_again(editor, publisher):
    made = approved(editor, publisher)
    _die(made)
    (task,) = link_tasks.tasks_of(editor)

    assert (task.outside_id, task.found, task.reopened) == (made.id, "http_404", 0)
    assert task.due_on == date(2026, 11, 30)
    assert link_tasks.unseen(editor)[1] == 1

    checking.record(outside_id=made.id, found="ok", at=worlds.MORNING)
    assert link_tasks.tasks_of(editor) == []
    assert link_tasks.unseen(editor)[1] == 0

    _die(made, worlds.MORNING + timedelta(days=7))
    (again,) = link_tasks.tasks_of(editor)
    assert (again.reopened, again.due_on) == (1, date(2026, 12, 7))
    kinds = Event.objects.filter(kind__startswith="catalogue.outside_task").order_by("id")
    assert [kind.rpartition("_")[2] for kind in kinds.values_list("kind", flat=True)] == [
        "opened",
        "closed",
        "opened",
    ]


def test_what_is_retired_is_no_work_any_more(editor, publisher):
    made = approved(editor, publisher)
    _die(made)
    services.judge_outside(
        outside_id=made.id,
        state=OutsideState.RETIRED,
        reason="",
        actor=publisher,
        at=worlds.MORNING,
    )

    assert link_tasks.tasks_of(editor) == []
    assert made.task.closed_as == "retired"


def test_the_department_reads_its_own_messages_and_nobody_elses(editor, publisher):
    made = approved(editor, publisher)
    _die(made)
    away = Department.objects.filter(division_id=NINGBO).first()
    stranger = worlds.editor(away, Right.CATALOGUE_EDIT)

    seen = [
        link_tasks.see_tasks(outside_ids=[made.id, UUID(int=1)], actor=one, at=worlds.MORNING)
        for one in (stranger, editor, editor)
    ]

    assert seen == [0, 1, 0]
    assert link_tasks.tasks_of(stranger) == []
    assert link_tasks.unseen(editor)[1] == 0
    assert link_tasks.tasks_of(editor)[0].seen_by_id == editor.staff_id
    with pytest.raises(NotYourWindow):
        link_tasks.tasks_of(replace(editor, rights=frozenset()))


def test_search_knows_an_entry_by_its_other_names_at_once(indexed, editor, publisher):
    made = approved(editor, publisher, title="公积金贷款预约", also_called="房贷约号，按揭约号")
    assert [hit.id for hit in selectors.search("按揭约号", HANGZHOU).outside] == [made.id]

    services.call_outside(
        outside_id=made.id, names="买房约号、买房约号", actor=publisher, at=worlds.MORNING
    )

    assert [hit.id for hit in selectors.search("买房约号", HANGZHOU).outside] == [made.id]
    made.refresh_from_db()
    assert made.also_called == "买房约号"


@pytest.mark.parametrize(
    "names", ["约", "约" * 31, "、".join(f"约号{n}" for n in range(7)), "\x00号"]
)
def test_other_names_are_few_and_short(editor, publisher, names):
    made = approved(editor, publisher)

    with pytest.raises(OutsideInvalid):
        services.call_outside(outside_id=made.id, names=names, actor=publisher, at=worlds.MORNING)


def test_only_who_publishes_there_gives_names(editor, publisher):
    made = approved(editor, publisher)

    with pytest.raises(NotYourWindow):
        services.call_outside(outside_id=made.id, names="约号", actor=editor, at=worlds.MORNING)
    with pytest.raises(OutsideNotFound):
        services.call_outside(
            outside_id=UUID(int=1), names="约号", actor=publisher, at=worlds.MORNING
        )

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pymerkle
import pytest
from django.db import connection

from tests.ledger.conftest import CLERK, MONDAY, XIHU, ParcelLost, append_parcels
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import leaf, merkle, policies, selectors
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import CursorMalformed, LedgerReadForbidden, ProofUnavailable
from yiwang.ledger.selectors import EventFilters

pytestmark = pytest.mark.django_db

SYSTEM = system_actor("tests")
HANGZHOU, BINJIANG, NINGBO = "330100000000", "330108000000", "330200000000"


def seqs(page):
    return [event.seq for event in page.events]


def test_pages_follow_one_another_newest_first_without_gaps_or_doubles():
    append_parcels(10)
    ledger.sequence_batch()

    first = selectors.recorded_events(actor=SYSTEM, limit=4)
    append_parcels(3)  # what arrives in between does not shift the pages
    ledger.sequence_batch()
    second = selectors.recorded_events(actor=SYSTEM, cursor=first.next_cursor, limit=4)
    third = selectors.recorded_events(actor=SYSTEM, cursor=second.next_cursor, limit=4)

    assert seqs(first) + seqs(second) + seqs(third) == list(range(9, -1, -1))
    assert third.next_cursor is None


def test_a_page_that_ends_with_the_last_event_has_no_next():
    append_parcels(4)
    ledger.sequence_batch()

    assert selectors.recorded_events(actor=SYSTEM, limit=4).next_cursor is None


@pytest.mark.parametrize("limit", [-5, 0, 1])
def test_a_page_has_at_least_one_event(limit):
    append_parcels(3)
    ledger.sequence_batch()

    assert len(selectors.recorded_events(actor=SYSTEM, limit=limit).events) == 1


def test_a_page_has_two_hundred_events_at_most():
    append_parcels(201)
    ledger.sequence_batch()

    assert len(selectors.recorded_events(actor=SYSTEM, limit=10**9).events) == 200


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "٣", "9" * 19, "1 OR 1=1", "\0"])
def test_a_cursor_that_this_list_never_gave_is_refused(cursor):
    with pytest.raises(CursorMalformed):
        selectors.recorded_events(actor=SYSTEM, cursor=cursor)


def test_events_are_filtered_by_kind_subject_region_actor_and_time():
    (parcel, *_) = append_parcels(2, region_code=BINJIANG)
    other = replace(CLERK, account_id=new_id())
    ledger.append(
        ParcelLost(parcel_id=parcel),
        actor=other,
        at=MONDAY + timedelta(days=1),
        region_code=NINGBO,
    )
    ledger.sequence_batch()

    def ask(**filters):
        return seqs(selectors.recorded_events(actor=SYSTEM, filters=EventFilters(**filters)))

    assert ask() == [2, 1, 0]
    assert ask(kind="tests.parcel_lost") == [2]
    assert ask(subject_type="parcel", subject_id=parcel) == [2, 0]
    assert ask(region_code=BINJIANG) == [1, 0]
    assert ask(region_code=HANGZHOU) == [1, 0]
    assert ask(region_code="330000000000") == [2, 1, 0]
    assert ask(account_id=other.account_id) == [2]
    assert ask(since=MONDAY + timedelta(hours=1)) == [2]
    assert ask(until=MONDAY + timedelta(days=1)) == [1, 0]
    assert ask(kind="tests.parcel_lost", region_code=BINJIANG) == []


def test_filters_and_pages_cost_one_statement(django_assert_num_queries):
    append_parcels(30)
    ledger.sequence_batch()
    filters = EventFilters(kind="tests.parcel_sent", account_id=CLERK.account_id)

    with django_assert_num_queries(1):
        selectors.recorded_events(actor=SYSTEM, filters=filters, limit=10)


@pytest.mark.parametrize(
    "actor",
    [
        ANONYMOUS,
        Actor(kind=ActorKind.CITIZEN, account_id=new_id()),
        replace(CLERK, rights=frozenset({"cases.read", "ledger.reader"})),
    ],
    ids=["anonymous", "citizen", "staff without the right"],
)
def test_who_lacks_the_right_sees_nothing(actor):
    assert not policies.can_read(actor)

    with pytest.raises(LedgerReadForbidden) as refusal:
        selectors.recorded_events(actor=actor)

    assert refusal.value.status == 403


@pytest.mark.parametrize(
    ("division", "covers_subtree", "visible"),
    [
        (XIHU, False, {XIHU}),
        (XIHU, True, {XIHU, "330106001000"}),
        (HANGZHOU, False, {HANGZHOU}),
        (HANGZHOU, True, {HANGZHOU, XIHU, "330106001000", BINJIANG}),
        (NINGBO, True, {NINGBO}),
        ("330106001000", True, {"330106001000"}),
        ("330000000000", False, {"330000000000"}),
        (
            "330000000000",
            True,
            {"330000000000", HANGZHOU, XIHU, "330106001000", BINJIANG, NINGBO, ""},
        ),
    ],
)
def test_staff_see_their_own_division_and_below_when_the_post_reaches_there(
    division, covers_subtree, visible
):
    for region in (
        "330000000000",
        HANGZHOU,
        XIHU,
        "330106001000",
        BINJIANG,
        NINGBO,
        "",
    ):
        append_parcels(1, region_code=region)
    ledger.sequence_batch()
    actor = replace(CLERK, division_code=division, covers_subtree=covers_subtree)

    page = selectors.recorded_events(actor=actor)

    assert {event.region_code for event in page.events} == visible


def test_a_filter_never_shows_more_than_the_actor_may_see():
    append_parcels(1, region_code=NINGBO)
    ledger.sequence_batch()

    page = selectors.recorded_events(actor=CLERK, filters=EventFilters(region_code=NINGBO))

    assert page.events == []


def test_a_timeline_can_be_narrowed_to_kinds():
    (parcel,) = append_parcels(1)
    ledger.append(ParcelLost(parcel_id=parcel), actor=CLERK, at=MONDAY)

    everything = selectors.timeline("parcel", parcel)
    narrowed = selectors.timeline("parcel", parcel, kinds={"tests.parcel_lost"})

    assert [event.kind for event in everything] == ["tests.parcel_sent", "tests.parcel_lost"]
    assert [event.kind for event in narrowed] == ["tests.parcel_lost"]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("000000000000", "000000000000", "999999999999"),
        ("330000000000", "330000000000", "339999999999"),
        ("330100000000", "330100000000", "330199999999"),
        ("330106000000", "330106000000", "330106999999"),
        ("330106001000", "330106001000", "330106001999"),
        ("330106001002", "330106001002", "330106001002"),
    ],
)
def test_a_subtree_of_divisions_is_one_range_of_codes(code, first, last):
    assert selectors.subtree(code) == (first, last)


# ── proofs


def test_an_independent_library_finds_the_signed_root_from_the_rows():
    append_parcels(300)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)
    theirs = pymerkle.InmemoryTree(algorithm="sha256")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {leaf.COLUMNS} FROM ledger_event ORDER BY seq")  # noqa: S608
        for row in cursor.fetchall():
            theirs.append_entry(leaf.leaf_bytes(row))

    assert theirs.get_root() == selectors.latest_checkpoint().root
    for seq in (0, 1, 255, 256, 299):
        ours = selectors.inclusion_proof(seq)
        assert theirs.prove_inclusion(seq + 1, 300).path == [ours.leaf_hash, *ours.path]


def test_a_proof_leads_to_the_newest_signed_root_and_not_beyond():
    append_parcels(10)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)
    append_parcels(1)
    ledger.sequence_batch()

    assert selectors.inclusion_proof(9).size == 10
    with pytest.raises(ProofUnavailable):
        selectors.inclusion_proof(10)
    assert selectors.inclusion_proof(10, size=11).size == 11


@pytest.mark.parametrize(("seq", "size"), [(-1, 5), (5, 5), (0, 0), (0, 6), (10**12, 10**13)])
def test_there_is_no_proof_of_what_is_not_there(seq, size):
    append_parcels(5)
    ledger.sequence_batch()

    with pytest.raises(ProofUnavailable):
        selectors.inclusion_proof(seq, size=size)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (1, 6), (-1, 3)])
def test_there_is_no_consistency_between_sizes_that_never_were(old, new):
    append_parcels(5)
    ledger.sequence_batch()

    with pytest.raises(ProofUnavailable):
        selectors.consistency_proof(old, new)


def test_an_empty_log_proves_nothing():
    with pytest.raises(ProofUnavailable):
        selectors.inclusion_proof(0)
    with pytest.raises(ProofUnavailable):
        selectors.consistency_proof(1, 1)


def test_a_proof_costs_few_statements(django_assert_max_num_queries):
    append_parcels(600)
    ledger.sequence_batch()
    ledger.make_checkpoint(at=MONDAY)

    with django_assert_max_num_queries(10):
        selectors.inclusion_proof(300)


def test_consistency_holds_from_every_checkpoint_to_the_next():
    checkpoints = []
    for count in (3, 260, 1, 300):
        append_parcels(count)
        ledger.sequence_batch()
        checkpoints.append(ledger.make_checkpoint(at=MONDAY))

    for old, new in pairwise(checkpoints):
        proof = selectors.consistency_proof(old.size, new.size)
        assert merkle.roots_from_consistency(
            merkle.TREE_HASHES["sha256"], old.size, new.size, old.root, proof.path
        ) == (old.root, new.root)

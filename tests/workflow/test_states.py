# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""State tables."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.workflow.errors import TransitionNotAllowed
from yiwang.workflow.states import StateTable, T


class S(StrEnum):
    OPEN = "open"
    DONE = "done"
    GONE = "gone"


class A(StrEnum):
    FINISH = "finish"
    DROP = "drop"


class R(StrEnum):
    CLERK = "clerk"
    OWNER = "owner"


TABLE = StateTable[S, A, R](
    T(S.OPEN, A.FINISH, S.DONE, R.CLERK),
    T(S.OPEN, A.DROP,   S.GONE, R.OWNER),
    T(S.OPEN, A.DROP,   S.GONE, R.CLERK),
)  # fmt: skip


def test_a_row_says_where_an_action_leads_and_who_may_take_it():
    row = TABLE.transition(S.OPEN, A.FINISH)

    assert (row.target, row.role) == (S.DONE, R.CLERK)


def test_an_action_without_a_row_is_refused():
    with pytest.raises(TransitionNotAllowed) as refusal:
        TABLE.transition(S.DONE, A.FINISH)

    assert refusal.value.status == 409
    assert "done" in str(refusal.value)


def test_the_actions_of_a_state_come_in_the_order_of_the_table():
    assert TABLE.actions(S.OPEN) == (A.FINISH, A.DROP)
    assert TABLE.actions(S.OPEN, R.OWNER) == (A.DROP,)
    assert TABLE.actions(S.DONE) == ()


def test_several_roles_may_take_one_action():
    assert TABLE.roles(S.OPEN, A.DROP) == {R.OWNER, R.CLERK}
    assert TABLE.roles(S.DONE, A.DROP) == frozenset()


def test_the_ends_and_the_beginning_are_read_off_the_rows():
    assert TABLE.initial is S.OPEN
    assert TABLE.final == {S.DONE, S.GONE}
    assert TABLE.states == (S.OPEN, S.DONE, S.GONE)
    assert TABLE.unreachable() == frozenset()


def test_one_action_cannot_lead_to_two_states():
    with pytest.raises(ValueError, match="two states"):
        StateTable(T(S.OPEN, A.FINISH, S.DONE, R.CLERK), T(S.OPEN, A.FINISH, S.GONE, R.OWNER))


def test_a_row_cannot_stand_twice():
    with pytest.raises(ValueError, match="twice"):
        StateTable(T(S.OPEN, A.FINISH, S.DONE, R.CLERK), T(S.OPEN, A.FINISH, S.DONE, R.CLERK))


def test_a_table_has_rows():
    with pytest.raises(ValueError, match="at least one row"):
        StateTable[S, A, R]()


def test_a_state_that_nothing_leads_to_is_found():
    table = StateTable(T(S.OPEN, A.FINISH, S.DONE, R.CLERK), T(S.GONE, A.FINISH, S.DONE, R.CLERK))

    assert table.unreachable() == {S.GONE}


@given(st.lists(st.tuples(st.sampled_from(S), st.sampled_from(A), st.sampled_from(S)), min_size=1))
def test_what_a_state_offers_is_exactly_what_it_allows(moves: list[tuple[S, A, S]]):
    rows = {
        (source, action): T(source, action, target, R.CLERK) for source, action, target in moves
    }
    table = StateTable(*rows.values())

    for state in S:
        for action in A:
            assert (action in table.actions(state)) is table.allows(state, action)
            assert table.allows(state, action) is ((state, action) in rows)
            if (state, action) in rows:
                assert table.transition(state, action) == rows[state, action]

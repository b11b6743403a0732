# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""State tables: the legal life of a thing, one row per transition."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from yiwang.workflow.errors import TransitionNotAllowed

S = TypeVar("S", bound=Enum)
A = TypeVar("A", bound=Enum)
R = TypeVar("R", bound=Enum)


@dataclass(frozen=True, slots=True)
class T(Generic[S, A, R]):
    """One row: in ``source``, ``role`` may take ``action``, which leads to ``target``."""

    source: S
    action: A
    target: S
    role: R


class StateTable(Generic[S, A, R]):
    """All transitions of one kind of thing; the first row's source is the initial state.

    Several roles may take the same action in the same state, each in a row of its own; it then
    leads all of them to the same state. An action that leads to different states is two actions.
    """

    def __init__(self, *rows: T[S, A, R]) -> None:
        if not rows:
            raise ValueError("A state table has at least one row.")
        self.rows = rows
        self._by_source: dict[S, dict[A, T[S, A, R]]] = {}
        self._roles: dict[tuple[S, A], frozenset[R]] = {}
        for row in rows:
            self._add(row)

    def _add(self, row: T[S, A, R]) -> None:
        first = self._by_source.setdefault(row.source, {}).setdefault(row.action, row)
        roles = self._roles.get((row.source, row.action), frozenset())
        if first.target != row.target:
            raise ValueError(f"{row.action} leads from {row.source} to two states.")
        if row.role in roles:
            raise ValueError(f"{row.source} has {row.action} twice for {row.role}.")
        self._roles[row.source, row.action] = roles | {row.role}

    def __iter__(self) -> Iterator[T[S, A, R]]:
        return iter(self.rows)

    @property
    def initial(self) -> S:
        return self.rows[0].source

    @property
    def states(self) -> tuple[S, ...]:
        """Every state, in the order in which the rows name them."""
        return tuple(
            dict.fromkeys(state for row in self.rows for state in (row.source, row.target))
        )

    @property
    def final(self) -> frozenset[S]:
        """The states that nothing leaves."""
        return frozenset(state for state in self.states if state not in self._by_source)

    def transition(self, state: S, action: A) -> T[S, A, R]:
        """Return the row for an action in a state.

        :raises TransitionNotAllowed: the table has no such row
        """
        row = self._by_source.get(state, {}).get(action)
        if row is None:
            raise TransitionNotAllowed(params={"state": label(state), "action": label(action)})
        return row

    def allows(self, state: S, action: A) -> bool:
        return action in self._by_source.get(state, {})

    def actions(self, state: S, role: R | None = None) -> tuple[A, ...]:
        """Return the actions open in a state, for one role when given, in the table's order."""
        leaving = self._by_source.get(state, {})
        return tuple(
            action for action in leaving if role is None or role in self._roles[state, action]
        )

    def roles(self, state: S, action: A) -> frozenset[R]:
        """Return who may take an action in a state; empty when nobody may."""
        return self._roles.get((state, action), frozenset())

    def unreachable(self) -> frozenset[S]:
        """Return the states that no path from the initial state reaches; empty when sound."""
        reached = {self.initial}
        frontier = [self.initial]
        while frontier:
            for row in self._by_source.get(frontier.pop(), {}).values():
                if row.target not in reached:
                    reached.add(row.target)
                    frontier.append(row.target)
        return frozenset(self.states) - reached


def label(member: Enum) -> str:
    """Return what people call an enum member: Django's label, else its value."""
    return str(getattr(member, "label", member.value))

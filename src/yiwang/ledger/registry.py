# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Followers of the ledger: named cursors that move in the transaction of their own effect."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from yiwang.ledger.errors import UnknownSubscription
from yiwang.ledger.events import RecordedEvent

Handler = Callable[[Sequence[RecordedEvent]], None]

_subscribers: dict[str, "Subscriber"] = {}


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A handler and what it wants to hear of; ``kinds`` is None for everything."""

    name: str
    kinds: frozenset[str] | None
    handler: Handler
    clear: Callable[[], None] | None


def subscribe(
    name: str,
    kinds: Iterable[str] | None,
    handler: Handler,
    *,
    clear: Callable[[], None] | None = None,
) -> None:
    """Register a handler that gets the events of these kinds, in order, each exactly once.

    Call it in the room's ``subscriptions.py``. The handler runs inside the transaction that moves
    the cursor: it writes to the database or defers a job, and never calls the outside world.

    :param name: stable, "<room>.<what it keeps>"; the cursor is stored under it
    :param kinds: None for every kind
    :param clear: empties what the handler built, for :func:`replay`
    :raises ValueError: another handler has this name
    """
    known = _subscribers.get(name)
    if known is not None and known.handler is not handler:
        raise ValueError(f"The subscription {name} has a handler already.")
    wanted = None if kinds is None else frozenset(kinds)
    _subscribers[name] = Subscriber(name=name, kinds=wanted, handler=handler, clear=clear)


def unsubscribe(name: str) -> None:
    """Forget a handler in this process; its cursor stays. Tests need it."""
    _subscribers.pop(name, None)


def subscriber(name: str) -> Subscriber:
    """Return the subscriber of this name.

    :raises UnknownSubscription: no handler was registered under it
    """
    try:
        return _subscribers[name]
    except KeyError:
        raise UnknownSubscription(params={"name": name}) from None


def subscribers() -> list[Subscriber]:
    """Return all subscribers, by name."""
    return [_subscribers[name] for name in sorted(_subscribers)]

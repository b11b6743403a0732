# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a service task may ask for: named operations, registered in code, nothing else.

The engine performs none of them. It hands an operation that does not wait to its caller as an
effect, to be done in the same transaction; one that waits stands among the ready tasks until the
caller completes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that processes may name.

    :param parameters: names that it takes; each value is text, or CEL when it begins with "="
    :param waits: somebody outside completes the step; otherwise the process goes straight on
    """

    name: str
    parameters: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    waits: bool = False


_OPERATIONS: dict[str, Operation] = {}


def register(operation: Operation) -> None:
    """Add an operation; a room above does it once, when it starts."""
    known = _OPERATIONS.setdefault(operation.name, operation)
    if known != operation:
        raise ValueError(f"The operation {operation.name} is registered twice.")


def find(name: str) -> Operation | None:
    return _OPERATIONS.get(name)


def names() -> Iterator[str]:
    return iter(sorted(_OPERATIONS))


# Tell the applicant something; ``message`` is a kind of message that the caller knows.
register(
    Operation(
        "notify",
        parameters=frozenset({"message", "text"}),
        required=frozenset({"message"}),
    )
)
# Wait for something outside, for example another system's answer or the applicant's reply.
register(
    Operation(
        "wait", parameters=frozenset({"for", "text"}), required=frozenset({"for"}), waits=True
    )
)
# Note a later duty, for example the check after a commitment (最多跑一次 14).
register(
    Operation(
        "schedule_check",
        parameters=frozenset({"workdays", "text"}),
        required=frozenset({"workdays"}),
    )
)

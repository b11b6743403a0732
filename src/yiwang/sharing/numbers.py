# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The blind index under which demonstration sources know people who do not exist."""

from yiwang.foundation import encryption

TABLE, COLUMN = "sharing_demonstration_record", "number"


def index(number: str) -> bytes:
    """Return the index of a number."""
    return encryption.blind_index(number, table=TABLE, column=COLUMN)


def indexes(number: str) -> list[bytes]:
    """Return the index by every key on the ring, for look-ups while keys rotate."""
    return encryption.blind_index_candidates(number, table=TABLE, column=COLUMN)

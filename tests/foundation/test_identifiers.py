# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Identifiers that sort by time."""

import time
from uuid import RFC_4122

from yiwang.foundation.identifiers import new_id


def test_an_identifier_is_a_uuid_of_version_7():
    made = new_id()

    assert made.version == 7
    assert made.variant == RFC_4122


def test_an_identifier_holds_the_millisecond_it_was_made_in():
    before = time.time_ns() // 1_000_000
    made = new_id().int >> 80
    after = time.time_ns() // 1_000_000

    assert before <= made <= after


def test_identifiers_of_one_moment_differ():
    assert len({new_id() for _time in range(10_000)}) == 10_000

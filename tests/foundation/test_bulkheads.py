# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One piece of work that breaks holds no other up, and is not hushed up either."""

import pytest
from django.db import OperationalError

from yiwang.foundation.bulkheads import run_apart


def test_every_piece_is_done_and_the_first_fault_is_raised_in_the_end():
    done = []

    def broken(fault: Exception) -> int:
        raise fault

    with pytest.raises(ZeroDivisionError):
        run_apart(
            {
                "one": lambda: broken(ZeroDivisionError()),
                "two": lambda: len(done.append(2) or done),
                "three": lambda: broken(KeyError()),
                "four": lambda: len(done.append(4) or done),
            }
        )

    assert done == [2, 4]


def test_what_each_did_is_returned():
    assert run_apart({"one": lambda: 1, "two": lambda: 0}) == {"one": 1, "two": 0}


def test_a_database_that_is_away_ends_everything_at_once():
    done = []

    def away() -> int:
        raise OperationalError

    with pytest.raises(OperationalError):
        run_apart({"one": away, "two": lambda: len(done.append(2) or done)})

    assert done == []

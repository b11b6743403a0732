# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a process remembers is made anew once it is old, and never grows without end."""

from itertools import count

import pytest

from yiwang.foundation import remembering
from yiwang.foundation.remembering import Remembered


def test_a_value_is_made_anew_once_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    made, kept = count(), Remembered[str, int](30.0)
    asked = []
    for moment in (0.0, 29.9, 30.0, 59.9, 60.1):
        monkeypatch.setattr(remembering, "clock", lambda moment=moment: moment)
        asked.append(kept.get("a", lambda: next(made)))

    assert asked == [0, 0, 1, 1, 2]


def test_nothing_is_remembered_of_what_could_not_be_made() -> None:
    kept = Remembered[str, int](30.0)

    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)

    assert kept.get("a", lambda: 7) == 7


def test_no_more_than_so_many_are_remembered() -> None:
    made, kept = count(), Remembered[int, int](30.0, most=3)

    values = [kept.get(key, lambda: next(made)) for key in (0, 1, 2, 2, 3, 3, 0)]

    assert values == [0, 1, 2, 2, 3, 3, 4]


def test_all_that_is_remembered_can_be_forgotten_together() -> None:
    made, kept = count(), Remembered[str, int](30.0)
    kept.get("a", lambda: next(made))

    for each in Remembered.everything:
        each.forget()

    assert kept.get("a", lambda: next(made)) == 1

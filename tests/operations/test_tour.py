# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tour prints."""

import pytest

from operations import tour


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-11-26T17:23:22.153204+00:00", "2026-11-27 01:23:22"),
        ("2026-11-26T23:59:59Z", "2026-11-27 07:59:59"),
        ("2026-11-27T01:23:22+08:00", "2026-11-27 01:23:22"),
    ],
)
def test_times_are_those_of_clocks_in_china(moment: str, shown: str) -> None:
    assert tour._in_china(moment) == shown

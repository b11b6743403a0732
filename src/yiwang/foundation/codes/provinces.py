# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""First two digits of division codes (GB/T 2260)."""

from typing import Final

PROVINCES: Final = frozenset(
    {
        *("11", "12", "13", "14", "15"),
        *("21", "22", "23"),
        *("31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46"),
        *("50", "51", "52", "53", "54"),
        *("61", "62", "63", "64", "65"),
        *("71", "81", "82"),
    }
)

# 83 stands on the residence permit for people from Taiwan.
PROVINCES_ON_IDENTITY_CARDS: Final = PROVINCES | {"83"}

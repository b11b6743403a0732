# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How people sign in: one profile for citizens, a stricter one for staff; data, not rules.

Citizens after OWASP ASVS 5.0 (6.2, 7.3): a long password that is not common, no rule of
composition, no change by the calendar. Staff after level 3 of the multi-level protection scheme
(GB/T 22239-2019, 8.1.4.1): composition, change every 90 days, none of the last five, an end after
30 idle minutes. The two contradict each other, so nobody can have one for all.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Profile:
    """What is asked of one sort of account.

    :param shortest: characters of a password, at least
    :param kinds: of capital letters, small letters, digits and signs, at least so many
    :param changed_every: a password is good for so long; None: for ever
    :param remembered: a new password is none of the last so many, the present one among them
    :param idle: a session ends after so long without a request
    :param longest_session: a session ends after so long however busy it is
    """

    shortest: int
    longest: int
    kinds: int
    changed_every: timedelta | None
    remembered: int
    idle: timedelta
    longest_session: timedelta


CITIZEN = Profile(
    shortest=8,
    longest=128,
    kinds=0,
    changed_every=None,
    remembered=0,
    idle=timedelta(hours=2),
    longest_session=timedelta(hours=12),
)
STAFF = Profile(
    shortest=10,
    longest=128,
    kinds=3,
    changed_every=timedelta(days=90),
    remembered=5,
    idle=timedelta(minutes=30),
    longest_session=timedelta(hours=8),
)


def profile_of(*, is_staff: bool) -> Profile:
    """Return the profile of an account."""
    return STAFF if is_staff else CITIZEN

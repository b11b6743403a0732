# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the loaders hand back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load read and did.

    :param changed: rows that were new or other than before; 0 when loaded again
    :param left_out: what could not be placed, for people to read
    :param kept: what stayed as people have it, and why: one sentence for each reason
    """

    read: int
    changed: int
    left_out: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedLists:
    """How many lists were published, and in sentences what stayed as people have it."""

    changed: int
    kept: tuple[str, ...]

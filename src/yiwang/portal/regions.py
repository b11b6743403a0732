# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The region that a reader looks at: chosen once, kept in a cookie, shown on every page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.preferences import preferences_of
from yiwang.organizations import selectors as organizations

DEFAULT_REGION = "330106000000"
"""Where a first visit stands: 西湖区 of 杭州, a county as any other."""


@dataclass(frozen=True, slots=True)
class Region:
    """A division with the path that leads to it."""

    code: str
    name: str
    path: tuple[organizations.DivisionName, ...]

    @property
    def above(self) -> str:
        """The names above it, ready to stand before its own: 浙江省 › 杭州市 › ."""
        return "".join(f"{step.name} › " for step in self.path[:-1])


NOWHERE = Region("", "", ())
"""Before the divisions are loaded."""


def region_of(request: HttpRequest) -> Region:
    """Return the region of a request; an unknown or ended one leads to its successor."""
    chosen = preferences_of(request).region_code
    for code in (chosen, DEFAULT_REGION):
        try:
            return region(code)
        except DomainError:
            continue
    return NOWHERE


def region(code: str) -> Region:
    """Return the region of a code as it is called today.

    :raises DomainError: no such division, now or in the past
    """
    path = tuple(organizations.division_path(organizations.current_code(code)))
    return Region(path[-1].code, path[-1].name, path)


def language() -> str:
    """Return the language of this answer: "zh-hans" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh-hans"

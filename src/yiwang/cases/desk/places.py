# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The places in a standing opinion that a case fills in.

They are Chinese in every language: what is written with them goes into files and notices.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from yiwang.cases.desk.errors import OpinionPlaceUnknown
from yiwang.foundation.written_days import written_day
from yiwang.organizations import selectors as organizations

if TYPE_CHECKING:
    from yiwang.cases.models import Case

PLACES: Final = ("办件号", "事项", "申请人", "受理日期", "办理期限", "部门", "今天")
_PLACE: Final = re.compile(r"\{([^{}]{1,40})\}")


def check_places(words: str) -> None:
    """Raise when a text has braces that no case fills in.

    :raises OpinionPlaceUnknown: it names the place, and those that there are
    """
    for found in _PLACE.finditer(words):
        if found[1] not in PLACES:
            known = "、".join(f"{{{one}}}" for one in PLACES)
            raise OpinionPlaceUnknown(params={"place": found[1], "known": known})


def filled(words: str, values: Mapping[str, str]) -> str:
    """Return a text with what the case says in each place; other braces stay."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), words)


def values_of(case: "Case", *, today: date) -> dict[str, str]:
    """Return what a case says in each place; its department's name is remembered, not read."""
    return {
        "办件号": case.number,
        "事项": case.item_name,
        "申请人": case.applicant_name,
        "受理日期": _day(case.started_on),
        "办理期限": _day(case.due_on or case.intake_due_on),
        "部门": organizations.department(case.department_id).name,
        "今天": _day(today),
    }


def _day(day: date | None) -> str:
    return written_day(day) if day else "（未受理）"

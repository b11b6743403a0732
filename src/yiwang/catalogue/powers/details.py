# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One power with everything that the two lists say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.catalogue import guides
from yiwang.catalogue.enums import DutyKind
from yiwang.catalogue.errors import NotAPower
from yiwang.catalogue.powers import duties
from yiwang.catalogue.powers.drawing import Stage
from yiwang.catalogue.powers.duties import ShownResponsibility
from yiwang.catalogue.powers.lists import POWER_TYPES


@dataclass(frozen=True, slots=True)
class PowerDetail:
    """A power with its law, its duties and the reasons for being held to account."""

    guide: guides.Guide
    duties: Sequence[ShownResponsibility]
    liabilities: Sequence[ShownResponsibility]

    @property
    def supervision_phone(self) -> str:
        return self.guide.item.counter.complaint_phone

    @property
    def stages(self) -> list[Stage]:
        """The stages of its duties, for the drawing of what has no steps of its own."""
        return [Stage(name=duty.stage, text=duty.text) for duty in self.duties]


def power(code: str, on: date) -> PowerDetail:
    """Return a power of the list in force on a day.

    :raises InvalidItemCode: the text is no code of a list
    :raises ItemNotFound: there is no such list
    :raises ItemNotOpen: it is not published, or was withdrawn
    :raises NotAPower: it is a public service
    """
    found = guides.guide(code, on)
    item = found.item
    if item.item_type not in POWER_TYPES:
        raise NotAPower
    lines = duties.responsibilities(item.base.responsibilities, item.item_type)
    return PowerDetail(
        guide=found,
        duties=[line for line in lines if line.kind == DutyKind.DUTY],
        liabilities=[line for line in lines if line.kind == DutyKind.LIABILITY],
    )

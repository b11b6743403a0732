# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What holds a case up: its parcels."""

from typing import TYPE_CHECKING

from yiwang.cases.shipping.errors import ParcelOnItsWay
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg

if TYPE_CHECKING:
    from yiwang.cases.models import Case


def check_may_close(case: "Case") -> None:
    """Raise while anything of the case is on its way; costs nothing where nothing travels.

    :raises ParcelOnItsWay: it is so
    """
    if case.is_by_courier and delivery.on_its_way("case", case.pk):
        raise ParcelOnItsWay


def check_may_deliver(case: "Case") -> None:
    """Raise while the result itself is on its way: its receipt is what delivers the case.

    :raises ParcelOnItsWay: it is so
    """
    if case.is_by_courier and delivery.on_its_way("case", case.pk, legs=[Leg.TO_CITIZEN]):
        raise ParcelOnItsWay

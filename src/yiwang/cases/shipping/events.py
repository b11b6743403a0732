# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of this part: what was chosen and found, no address."""

from dataclasses import dataclass

from yiwang.cases.events import CaseFact


@dataclass(frozen=True)
class ShippingChosen(CaseFact):
    """The applicant said how the result shall come."""

    kind = "cases.shipping_chosen"

    is_result_by_courier: bool


@dataclass(frozen=True)
class OriginalsExpected(CaseFact):
    kind = "cases.originals_expected"


@dataclass(frozen=True)
class OriginalsArrived(CaseFact):
    kind = "cases.originals_arrived"


@dataclass(frozen=True)
class OriginalsChecked(CaseFact):
    kind = "cases.originals_checked"

    is_right: bool

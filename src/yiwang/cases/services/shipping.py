# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people do about parcels of a case, gathered for the other rooms; see ``cases.shipping``."""

from yiwang.cases.shipping.sending import (
    Originals,
    Wish,
    check_originals,
    choose,
    result_parcel,
    send_back,
    send_originals,
    send_result,
)

__all__ = [
    "Originals",
    "Wish",
    "check_originals",
    "choose",
    "result_parcel",
    "send_back",
    "send_originals",
    "send_result",
]

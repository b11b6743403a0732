# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of the delivery room; Django finds models here."""

from yiwang.delivery.models.carriers import CarrierRecord, PayerRule, SandboxOrder
from yiwang.delivery.models.parcels import Parcel, ParcelEvent
from yiwang.delivery.models.service_addresses import ServiceAddress

__all__ = [
    "CarrierRecord",
    "Parcel",
    "ParcelEvent",
    "PayerRule",
    "SandboxOrder",
    "ServiceAddress",
]

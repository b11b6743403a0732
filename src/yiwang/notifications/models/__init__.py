# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of this room."""

from yiwang.notifications.models.firms import FirmContact
from yiwang.notifications.models.messages import Message
from yiwang.notifications.models.outside import Dispatch, Preference, PushSubscription, Template
from yiwang.notifications.models.staff import StaffContact

__all__ = [
    "Dispatch",
    "FirmContact",
    "Message",
    "Preference",
    "PushSubscription",
    "StaffContact",
    "Template",
]

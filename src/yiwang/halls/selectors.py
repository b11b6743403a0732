# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of the room of halls, gathered for the other rooms; each lives in ``queries``."""

from yiwang.halls.queries import bookings, devices, places, queue

__all__ = ["bookings", "devices", "places", "queue"]

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of halls and their machines; part of ``config.environment``."""

from pydantic import Field
from pydantic_settings import BaseSettings


class Halls(BaseSettings):
    """What machines in halls may do."""

    KIOSK_TICKETS: int = Field(
        60, ge=1, le=10_000, description="Tickets that one kiosk gives in ten minutes at most."
    )
    KIOSK_HALL_TICKETS: int = Field(
        300,
        ge=1,
        le=100_000,
        description="Tickets without a name that all kiosks of a hall give in ten minutes at most.",
    )
    KIOSK_CODE_MINUTES: int = Field(
        10, ge=1, le=120, description="Minutes in which a machine's enrolment code works, once."
    )
    KIOSK_SECRET_HOURS: int = Field(
        24, ge=1, le=720, description="Hours after which a machine in a hall gets a new secret."
    )

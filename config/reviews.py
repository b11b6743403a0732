# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an installation may set about reviews of services and about messages' receipts."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import NoDecode

from config.own_matters import OwnMatters

type_of_list = Annotated[tuple[str, ...], NoDecode]


class Reviews(OwnMatters):
    """Reviews, and the ways out of the site."""

    TOGETHER_REMINDER_DAYS: int = Field(
        3,
        ge=0,
        le=30,
        description="Days before an invitation to apply together ends on which whoever has not "
        "signed is reminded, and again on the day before; 0: by hand only.",
    )
    EVALUATION_OPEN_DAYS: int = Field(
        30, ge=1, le=365, description="Days in which a service may be reviewed."
    )
    EVALUATION_CONTACT_WORKDAYS: int = Field(
        1, ge=1, le=30, description="Working days to call back whoever gave a bad review."
    )
    EVALUATION_CORRECT_WORKDAYS: int = Field(
        15, ge=1, le=90, description="Working days to correct what a bad review is about."
    )
    EVALUATION_APPEAL_WORKDAYS: int = Field(
        10, ge=1, le=90, description="Working days to appeal, until a correction is closed."
    )
    EVALUATION_SMALLEST_GROUP: int = Field(
        5, ge=3, le=100, description="So many reviews are counted together, never fewer."
    )
    EVALUATION_POOL_DAYS: int = Field(
        30,
        ge=1,
        le=365,
        description="Reviews that wait so long are counted with others of the department.",
    )

    CASE_QUESTION_WORKDAYS: int = Field(
        1, ge=1, le=30, description="Working days to answer what an applicant asks in a case."
    )

    PUSH_HOSTS: type_of_list = Field(
        (
            "fcm.googleapis.com",
            "updates.push.services.mozilla.com",
            "push.apple.com",
            "notify.windows.com",
        ),
        description="Push services that browsers may name, with the hosts below them.",
    )
    SMS_RECEIPT_SECRET: SecretStr = Field(
        SecretStr(""),
        description="Signs the receipts of the text message gateway; empty: none are taken.",
    )
    EMAIL_RECEIPT_SECRET: SecretStr = Field(
        SecretStr(""),
        description="Signs the bounces that the mail server hands in; empty: none are taken.",
    )

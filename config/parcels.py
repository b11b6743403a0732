# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of parcels and carriers; part of ``config.environment``."""

from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from config.papers import Papers

Names = Annotated[tuple[str, ...], NoDecode]


class Parcels(Papers):
    """With whom parcels go."""

    DELIVERY_CARRIERS: Names = Field(
        ("sandbox-json", "sandbox-xml"),
        description="Carriers that parcels go with, the usual one first; `sf-express` needs the "
        "settings below. Production leaves out those that are only played.",
    )
    DELIVERY_SANDBOX_SECONDS: int = Field(
        60, ge=1, le=86_400, description="A played carrier moves each parcel once in so long."
    )
    DELIVERY_SILENT_WORKDAYS: int = Field(
        3,
        ge=1,
        le=30,
        description="Working days without news of a parcel until the desk asks and people hear.",
    )
    DELIVERY_PRIVATE_HOSTS: Names = Field(
        (), description="Hosts on private networks that calls to carriers may reach, by name."
    )
    SF_URL: str = Field(
        "https://sfapi.sf-express.com/std/service",
        pattern=r"^https?://",
        description="Address of 顺丰's interface; its sandbox is `sfapi-sbox.sf-express.com`.",
    )
    SF_PARTNER_ID: str = Field("", description="顺丰's name for us (顾客编码).")
    SF_CHECKWORD: SecretStr = Field(SecretStr(""), description="Signs calls to 顺丰 (校验码).")
    SF_MONTHLY_CARD: str = Field("", description="Account that 顺丰 charges (月结卡号).")
    SF_PUSH_TOKEN: SecretStr = Field(
        SecretStr(""),
        description="Token in the address that 顺丰 pushes routes to; empty: pushes are refused.",
    )

    @field_validator("DELIVERY_CARRIERS", "DELIVERY_PRIVATE_HOSTS", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

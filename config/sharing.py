# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of asking other bodies' data sources; part of ``config.environment``."""

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import NoDecode

from config.parcels import Parcels

Names = Annotated[tuple[str, ...], NoDecode]


class Sharing(Parcels):
    """Which places are asked, and whose certificates are believed."""

    SHARING_PRIVATE_HOSTS: Names = Field(
        (), description="Hosts on private networks that data sources may have, by name."
    )
    SHARING_CA_FILE: str = Field(
        "",
        description="PEM file of the authorities that sign the certificates of data sources; "
        "empty: those that the machine believes.",
    )

    @field_validator("SHARING_PRIVATE_HOSTS", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().lower() for part in value.split(",") if part.strip())
        return value

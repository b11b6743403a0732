# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of typesetting; part of ``config.environment``."""

from pydantic import Field

from config.halls import Halls


class Papers(Halls):
    """How much of a machine typesetting may take."""

    TYPESETTING_AT_ONCE: int = Field(
        2,
        ge=1,
        le=64,
        description="Papers that all processes of one machine set in type at once, previews one "
        "fewer; each may take a core and 1 GB of memory.",
    )
    TYPESETTING_PATIENCE_SECONDS: float = Field(
        3.0,
        ge=0,
        le=30,
        description="Seconds that whoever asks for a preview waits for their turn before they are "
        "told to try again.",
    )

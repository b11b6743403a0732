# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of what staff may not handle themselves; part of ``config.environment``."""

from typing import Literal

from pydantic import Field

from config.sharing import Sharing


class OwnMatters(Sharing):
    """Whether staff have to say which natural person they are."""

    STAFF_OWN_PERSON: Literal["required", "offered"] = Field(
        "offered",
        description="`required`: whoever decides says first which natural person they are, so that "
        "cases of their own go to others; `offered`: they are asked to.",
    )

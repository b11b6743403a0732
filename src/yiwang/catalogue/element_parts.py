# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where elements begin, and two that say what comes before and after a decision. Pure."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from yiwang.catalogue.element_texts import LocalCode, Short


class Element(BaseModel):
    """The base of all elements: fixed once made, no unknown parts."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReviewStage(Element):
    """One more lower body that reviews after the first, before the one that decides.

    :param level: lies above the stage before and below whoever decides
    :param line: its line of business; "" for that of the body that decides
    :param workdays: for the review, from the day on which it has the file (行政许可法 43)
    """

    level: Literal["3", "4"]
    line: Short = ""
    workdays: int = Field(default=20, ge=1, le=60)


class FollowUp(Element):
    """An item of its own by which something granted under this one is followed up.

    :param purpose: what for; each at most once
    :param item: that item's own number in the same catalogue (``K0002``)
    """

    purpose: Literal["change", "renewal", "replacement", "cancellation"]
    item: LocalCode

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Shapes that every part of the machine interface shares.

Shapes are plain pydantic models: Ninja's own ``Schema`` looks at each value twice.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

_WHOLE = re.compile(r"-?[0-9]{1,16}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TRUTH = {"true": True, "false": False}


def _whole(value: object) -> object:
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value):
            raise ValueError("not a whole number")
        return int(value)
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("not a day")
    return value


def _sent_day(value: object) -> object:
    if not isinstance(value, str | date):
        raise ValueError("not a day")  # noqa: TRY004 - a number would count as seconds since 1970
    return _day(value)


def _truth(value: object) -> object:
    if isinstance(value, str):
        if value not in _TRUTH:
            raise ValueError("neither true nor false")
        return _TRUTH[value]
    return value


Id = Annotated[UUID, Field(strict=False)]
"""An identifier, written as a UUID string."""
Text = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
"""Free words for people, at most 4,000 characters."""
SomeText = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00]+$")]
"""Free words that must be there."""
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
"""One line, at most 200 characters."""
Words = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
"""What somebody looks for."""
Token = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,100}$")]
"""A key or code of visible ASCII characters."""
DivisionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
"""A 12-digit code of an administrative division."""
Cursor = Annotated[str, StringConstraints(max_length=200, pattern=r"^[0-9A-Za-z_-]*$")]
"""``next_cursor`` of the page before; empty for the first page."""
Whole = Annotated[int, Field(ge=0, le=2**53), BeforeValidator(_whole)]
"""A whole number in an address."""
Positive = Annotated[int, Field(ge=1, le=2**53), BeforeValidator(_whole)]
"""A whole number in an address, 1 or more."""
StarCount = Annotated[int, Field(ge=0, le=5), BeforeValidator(_whole)]
"""How many stars at least; 0 for any."""
ShortPageSize = Annotated[int, Field(ge=1, le=20), BeforeValidator(_whole)]
PageSize = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)]
LongPageSize = Annotated[int, Field(ge=1, le=200), BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_truth)]
"""``true`` or ``false`` in an address."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day in an address, ``YYYY-MM-DD``."""
SentDay = Annotated[date, Field(strict=False), BeforeValidator(_sent_day)]
"""A day in a body, ``YYYY-MM-DD``."""
Form = Annotated[dict[str, Any], Field(description="Field name → value, as the schema says.")]
Files = dict[Line, list[Id]]
"""Material key → ids of uploaded files."""
Answers = Annotated[
    dict[
        Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")],
        Annotated[str, StringConstraints(max_length=60)] | int,
    ],
    Field(max_length=60),
]
"""Question of a scenario → code of the answer, or a number."""


class Strict(BaseModel):
    """What comes in: no unknown members, no silent conversion of types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Out(BaseModel):
    """What goes out, read from rows, dataclasses or mappings."""

    model_config = ConfigDict(from_attributes=True)


class ProblemError(BaseModel):
    """One thing wrong in one place of the request."""

    pointer: str = Field(
        description="JSON Pointer (RFC 6901) into the body; `query:limit` for a parameter."
    )
    code: str
    detail: str


class ProblemLaw(BaseModel):
    """The article that a refusal rests on."""

    name: str
    article: str


class Problem(BaseModel):
    """A refusal. Source: RFC 9457, with our stable code, places and law."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[ProblemError] = Field(default_factory=list)
    law: ProblemLaw | None = None
    request_id: str = ""


class Done(Out):
    """The answer of a command that has nothing more to say."""

    done: Literal[True] = True


REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 503})


def answers(model: Any, status: int = 200) -> dict[Any, Any]:
    """Return the response table of an operation: its answer, and every refusal.

    The description leaves out those that cannot happen; see :mod:`yiwang.rest.description`.
    """
    return {status: model, REFUSALS: Problem}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is sent and answered about acting for others."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from yiwang.rest.schemas import Id, Line, Out, Strict


class PartyOut(Out):
    name: str
    number: str


class ChoiceOut(Out):
    """Somebody in whose name one may act; the id goes into `acting_for` of POST /tokens."""

    kind: str
    id: UUID
    name: str
    number: str
    scope: str
    until: date | None


class Choices(Out):
    items: list[ChoiceOut]


class GivenOut(Out):
    """A mandate, as both sides see it; `until` is the first day on which it gives nothing."""

    id: UUID
    number: str
    state: str
    form: str
    principal_name: str
    agent_kind: str
    agent: PartyOut
    items: list[str]
    item_names: list[str]
    themes: list[str]
    rights: list[str]
    since: date
    until: date
    text: str
    text_sha256: str
    signed_at: datetime
    ended_at: datetime | None


class MandatesOut(Out):
    given: list[GivenOut]
    taken: list[GivenOut]


class TermsIn(Strict):
    """What is entrusted, to whom, and for how long."""

    agent_kind: Literal["person", "firm", "station"]
    agent_name: Line = Field(default="", description="Of a person.")
    agent_number: Line = Field(
        default="", description="Resident id of a person, or USCC of a firm."
    )
    agent_id: Id | None = Field(default=None, description="Department of a station.")
    items: list[Line] = Field(default_factory=list, max_length=30, description="Basic codes.")
    themes: list[Line] = Field(default_factory=list, max_length=40)
    is_for_all: bool = False
    rights: list[Line] = Field(min_length=1, max_length=10)
    since: date = Field(strict=False)
    until: date = Field(strict=False)


class MandateText(Out):
    """The whole text that is to be read; its hash is sent back with the signature."""

    text: str
    sha256: str


class MandateSignature(TermsIn):
    """The terms again, the hash of the text that was read, the will, and the password."""

    seen_sha256: Line
    is_agreed: bool
    password: Line


class RealNameIn(Strict):
    name: Line
    resident_id: Line


class UsccIn(Strict):
    uscc: Line


class LevelOut(Out):
    assurance_level: int


class ClaimedFirm(Out):
    id: UUID
    uscc: str
    name: str


class WardOut(Out):
    guardianship_id: UUID
    ward_id: UUID
    name: str
    until: date


class Wards(Out):
    items: list[WardOut]


class InviteIn(RealNameIn):
    """Whom a firm asks to act for it, and what they may do."""

    rights: list[Line] = Field(min_length=1, max_length=10)
    until: date | None = Field(default=None, strict=False)


class HandlerOut(Out):
    """Somebody who acts, or is asked to act, for a firm."""

    id: UUID
    name: str
    role: str
    rights: list[str]
    since: date
    until: date | None
    is_accepted: bool


class FirmFactsOut(ClaimedFirm):
    """A firm with those who act for it; others than oneself only for who manages them."""

    status: str
    role: str
    own_rights: list[str]
    handlers: list[HandlerOut]


class HandlerChange(Strict):
    """What a handler may do from now on, and until when."""

    rights: list[Line] = Field(min_length=1, max_length=10)
    until: date | None = Field(default=None, strict=False)


class InvitationOut(Out):
    handler_id: UUID
    firm_name: str
    uscc: str
    rights: list[str]
    until: date | None


class Invitations(Out):
    items: list[InvitationOut]

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The shapes of editing under control: items, change orders, versions, proposals."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from yiwang.catalogue.enums import OrderKind, OrderLayer, Verdict
from yiwang.rest.public.changes import ElementChangeOut
from yiwang.rest.schemas import Id, Line, Out, SomeText, Strict, Text

Content = Annotated[
    dict[str, Any], Field(description="The elements, in the shape of the layer (ZWFW C0109).")
]
Revision = Annotated[int, Field(ge=0, le=2**31, description="As last read; else 409.")]


class CatalogueItemOut(Out):
    """A base item or list that the post keeps, and the open order that it stands on."""

    id: UUID
    layer: str
    name: str
    code: str
    department_name: str
    version_id: UUID
    number: int
    state: str
    order_id: UUID | None


class CatalogueItems(Out):
    items: list[CatalogueItemOut]
    next_after: str = Field(description="`after` of the next page; empty on the last.")


class OrderRowOut(Out):
    id: UUID
    number: str
    title: str
    kind: str
    layer: str
    state: str
    effective_from: date | None
    line_count: int
    revision: int


class ChangeOrders(Out):
    items: list[OrderRowOut]
    next_after: str = Field(description="`after` of the next page; empty on the last.")


class OrderLineOut(Out):
    """What an order does to one item; `withdrawn` takes it off the catalogue."""

    id: UUID
    name: str
    code: str
    department_name: str
    is_withdrawn: bool
    changes: list[ElementChangeOut]
    open_cases: int
    gives_back: list[str] = Field(description="Elements that follow the data files from then on.")


class LegalOpinionOut(Out):
    element: str
    label: str
    verdict: str
    opinion: str


class OrderFaultOut(Out):
    """What keeps an order from being submitted, with its place."""

    pointer: str
    code: str
    detail: str


class ChangeOrderOut(OrderRowOut):
    """An order with twenty of its lines, what is wrong with it, and what the caller may do."""

    reason: str
    answer: str
    round: int
    department_name: str
    drafted_at: datetime
    submitted_at: datetime | None
    reviewed_at: datetime | None
    approved_at: datetime | None
    published_at: datetime | None
    lines: list[OrderLineOut]
    next_line: int | None
    opinions: list[LegalOpinionOut]
    faults: list[OrderFaultOut]
    stale: list[str]
    actions: list[str]
    open_cases: int
    closed_lists: int = Field(description="Closed by the withdrawal that this order takes back.")
    reopens_lists: bool


class LineEditorOut(Out):
    """One item on an order, to be edited."""

    id: UUID
    order_id: UUID
    layer: str
    code: str
    revision: int
    content: Content
    form_code: str
    process_code: str
    origin: str
    changes: list[ElementChangeOut]
    faults: list[OrderFaultOut]
    may_write: bool


class OrderIn(Strict):
    """An order for one base item, or for one list or many."""

    layer: Annotated[OrderLayer, Field(strict=False)]
    kind: Annotated[OrderKind, Field(strict=False)] = OrderKind.CHANGE
    items: list[Id] = Field(min_length=1, max_length=2000)
    reason: Text = ""


class NewItemIn(Strict):
    """What must be known of a base item before it can be drafted."""

    name: Line
    item_type: Line = Field(description="01 licence … 20 public service.")
    service_objects: list[Line] = Field(min_length=1, max_length=2)
    exercise_levels: list[Line] = Field(min_length=1, max_length=5)
    line: Line
    department_code: Line = Field(description="Two characters of the item's code.")
    local_code: Line = ""
    reason: Text = ""


class TakeUpIn(Strict):
    """The base item that a department takes up."""

    base_item_id: Id
    department_id: Id
    reason: Text = ""


class UnlistedOut(Out):
    """A base item in force of which a department has no list."""

    id: UUID
    name: str
    code: str
    line: str


class ItemsToTakeUp(Out):
    items: list[UnlistedOut]


class LineIn(Strict):
    revision: Revision
    content: Content
    form_code: Line | None = None
    process_code: Line | None = None


class SubmissionIn(Strict):
    revision: Revision
    reason: SomeText
    effective_from: date = Field(strict=False)
    reopens_lists: bool = Field(
        default=False,
        description="Of a withdrawn base item: reopen the lists that its withdrawal closed.",
    )


class OpinionIn(Strict):
    element: Line
    verdict: Annotated[Verdict, Field(strict=False)]
    opinion: Text = ""


class LegalReviewIn(Strict):
    """An agreeing opinion on every changed element."""

    revision: Revision
    opinions: list[OpinionIn] = Field(max_length=100)


class OrderReturnIn(Strict):
    revision: Revision
    reason: SomeText
    opinions: list[OpinionIn] = Field(default_factory=list, max_length=100)


class ApprovalIn(Strict):
    revision: Revision
    note: Text = ""


class OrderRevisionIn(Strict):
    revision: Revision


class ReasonIn(Strict):
    reason: SomeText


class ItemVersionOut(Out):
    id: UUID
    number: int
    state: str
    effective_from: date | None
    effective_to: date | None
    published_at: datetime | None
    order_id: UUID | None


class ItemVersions(Out):
    name: str
    items: list[ItemVersionOut]


class ComparisonOut(Out):
    older: ItemVersionOut
    newer: ItemVersionOut
    changes: list[ElementChangeOut]


class WishOut(Out):
    element: str
    label: str
    wish: str


class ChangeProposalOut(Out):
    """What a department proposed, and the answer."""

    id: UUID
    base_item_id: UUID
    name: str
    department_name: str
    reason: str
    wishes: list[WishOut]
    state: str
    answer: str
    order_id: UUID | None
    made_at: datetime
    answered_at: datetime | None
    may_answer: bool


class ChangeProposals(Out):
    items: list[ChangeProposalOut]


class ProposalIn(Strict):
    """What should change: element → what it should say."""

    base_item_id: Id
    reason: SomeText
    wishes: dict[Line, SomeText] = Field(min_length=1, max_length=10)


class AnswerIn(Strict):
    is_adopted: bool
    answer: SomeText


class FoundArticleOut(Out):
    article_id: int
    law: str
    label: str
    text: str


class FoundArticles(Out):
    items: list[FoundArticleOut]


class NewOrderOut(Out):
    """The order that was begun."""

    id: UUID
    revision: int

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that the catalogue writes to the ledger."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class BaseItemFact(Fact):
    """A fact about a base item."""

    subject_type = "base_item"
    subject_field = "base_item_id"

    base_item_id: UUID


@dataclass(frozen=True)
class BaseItemDrafted(BaseItemFact):
    """A base item was entered, or a new version of it was begun."""

    kind = "catalogue.base_item_drafted"

    version_id: UUID
    number: int


@dataclass(frozen=True)
class BaseItemPublished(BaseItemFact):
    """A version of a base item was published."""

    kind = "catalogue.base_item_published"

    version_id: UUID
    code: str
    number: int
    effective_from: date
    content_sha256: str


@dataclass(frozen=True)
class ListsLoaded(BaseItemFact):
    """Implementation lists of one base item were published in bulk.

    :param lists_sha256: digest over the codes of the lists in order, a newline after each
    """

    kind = "catalogue.lists_loaded"

    base_version_id: UUID
    lists: int
    effective_from: date
    lists_sha256: str


@dataclass(frozen=True)
class ListFact(Fact):
    """A fact about an implementation list."""

    subject_type = "implementation_list"
    subject_field = "implementation_id"

    implementation_id: UUID


@dataclass(frozen=True)
class ListDrafted(ListFact):
    """An implementation list was entered, or a new version of it was begun."""

    kind = "catalogue.list_drafted"

    version_id: UUID
    number: int


@dataclass(frozen=True)
class ListPublished(ListFact):
    """A version of an implementation list was published."""

    kind = "catalogue.list_published"

    version_id: UUID
    base_version_id: UUID
    code: str
    number: int
    effective_from: date
    content_sha256: str


@dataclass(frozen=True)
class ListWithdrawn(ListFact):
    """An implementation list was withdrawn: no new case can be opened under it."""

    kind = "catalogue.list_withdrawn"

    version_id: UUID | None
    code: str


@dataclass(frozen=True)
class LawsLoaded(Fact):
    """Articles of laws were loaded or brought up to date."""

    kind = "catalogue.laws_loaded"

    laws: int
    articles: int


@dataclass(frozen=True)
class FindingFact(Fact):
    """A fact about a finding of the comparison."""

    subject_type = "finding"
    subject_field = "finding_id"

    finding_id: UUID
    rule: str
    base_item_id: UUID
    implementation_id: UUID | None


@dataclass(frozen=True)
class FindingOpened(FindingFact):
    """The comparison found something that breaks a rule."""

    kind = "catalogue.finding_opened"

    evidence_sha256: str
    due_on: date


@dataclass(frozen=True)
class FindingReopened(FindingFact):
    """What was put right is wrong again, or an exception has ended."""

    kind = "catalogue.finding_reopened"

    evidence_sha256: str
    due_on: date


@dataclass(frozen=True)
class FindingCleared(FindingFact):
    """What was found is there no more."""

    kind = "catalogue.finding_cleared"


@dataclass(frozen=True)
class FindingContested(FindingFact):
    """The department says that a finding is none."""

    kind = "catalogue.finding_contested"


@dataclass(frozen=True)
class FindingUpheld(FindingFact):
    """A second person says that it is one after all."""

    kind = "catalogue.finding_upheld"


@dataclass(frozen=True)
class FindingDismissed(FindingFact):
    """A second person agrees that it is none."""

    kind = "catalogue.finding_dismissed"


@dataclass(frozen=True)
class FindingExcepted(FindingFact):
    """A finding is accepted as an exception, until a day."""

    kind = "catalogue.finding_excepted"

    until: date


@dataclass(frozen=True)
class CatalogueCompared(Fact):
    """The whole catalogue was compared.

    :param changes_sha256: digest over what changed, "rule subject evidence" in order, a newline
        after each
    """

    kind = "catalogue.compared"

    base_items: int
    lists: int
    opened: int
    reopened: int
    cleared: int
    changes_sha256: str


@dataclass(frozen=True)
class LawChangesLoaded(Fact):
    """What became of laws after their texts were issued was loaded."""

    kind = "catalogue.law_changes_loaded"

    changes: int


@dataclass(frozen=True)
class BaseItemWithdrawn(BaseItemFact):
    """A base item was taken off the catalogue, with all lists of it."""

    kind = "catalogue.base_item_withdrawn"

    version_id: UUID
    code: str
    lists: int


@dataclass(frozen=True)
class OrderFact(Fact):
    """A fact about a change order."""

    subject_type = "change_order"
    subject_field = "order_id"

    order_id: UUID


@dataclass(frozen=True)
class OrderOpened(OrderFact):
    """A change order was begun."""

    kind = "catalogue.order_opened"

    order_kind: str
    layer: str
    lines: int


@dataclass(frozen=True)
class OrderLineSaved(OrderFact):
    """What an order does to one item was written down."""

    kind = "catalogue.order_line_saved"

    line_id: UUID
    revision: int
    content_sha256: str


@dataclass(frozen=True)
class OrderLineMerged(OrderFact):
    """Two texts of one item were made one: a colleague's, or what was published meanwhile.

    :param source: ``colleague`` or ``published``
    :param mine: how many places both had changed were decided for the one who merged
    :param edited: for how many of them a third text was written
    """

    kind = "catalogue.order_line_merged"

    line_id: UUID
    revision: int
    source: str
    mine: int
    theirs: int
    edited: int
    content_sha256: str


@dataclass(frozen=True)
class OrderSubmitted(OrderFact):
    """A change order was sent to legal review, or to approval when it only takes back."""

    kind = "catalogue.order_submitted"

    round: int
    lines: int
    effective_from: date


@dataclass(frozen=True)
class OrderReviewed(OrderFact):
    """The legal review agreed to every changed element."""

    kind = "catalogue.order_reviewed"

    round: int
    elements: tuple[str, ...]


@dataclass(frozen=True)
class OrderReturned(OrderFact):
    """A change order was sent back; ``role`` says by whom: reviewer, approver or system."""

    kind = "catalogue.order_returned"

    round: int
    role: str


@dataclass(frozen=True)
class OrderApproved(OrderFact):
    """A change order was approved, and waits for its day."""

    kind = "catalogue.order_approved"

    effective_from: date


@dataclass(frozen=True)
class OrderWithdrawn(OrderFact):
    """A change order was given up by those who drafted it."""

    kind = "catalogue.order_withdrawn"


@dataclass(frozen=True)
class OrderPublished(OrderFact):
    """What a change order says took effect."""

    kind = "catalogue.order_published"

    lines: int
    effective_from: date


@dataclass(frozen=True)
class OrderRolledBack(OrderFact):
    """What a change order brought was taken back by another."""

    kind = "catalogue.order_rolled_back"

    by_order_id: UUID


@dataclass(frozen=True)
class ProposalFact(Fact):
    """A fact about a proposal to change a base item."""

    subject_type = "change_proposal"
    subject_field = "proposal_id"

    proposal_id: UUID


@dataclass(frozen=True)
class ProposalMade(ProposalFact):
    """A department proposed a change of a base item."""

    kind = "catalogue.proposal_made"

    base_item_id: UUID
    department_id: UUID
    elements: tuple[str, ...]


@dataclass(frozen=True)
class ProposalAnswered(ProposalFact):
    """Those who keep the base item adopted or refused a proposal."""

    kind = "catalogue.proposal_answered"

    is_adopted: bool
    order_id: UUID | None

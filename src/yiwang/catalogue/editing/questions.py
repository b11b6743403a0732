# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions about change orders, gathered for the faces; some live in modules of their own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from yiwang.catalogue.editing.access import CATALOGUE_RIGHTS, can_order, orders_seen, seen_order
from yiwang.catalogue.editing.catalogue_items import ItemFilter, ItemRow, base_items_by_id, items
from yiwang.catalogue.editing.catching_up import lines_behind
from yiwang.catalogue.editing.definitions import definition_choices
from yiwang.catalogue.editing.diff import Change, ChangeKind, differences
from yiwang.catalogue.editing.faults import WHOLE, changes_of, diffs, order_faults
from yiwang.catalogue.editing.fields import FieldKind, FormField, form_fields
from yiwang.catalogue.editing.founding import Unlisted, items_to_take_up, lines_of_business
from yiwang.catalogue.editing.giving_back import given_back_words, own_elements
from yiwang.catalogue.editing.history import Comparison, VersionRow, compare, history
from yiwang.catalogue.editing.line_editor import (
    LineEditor,
    choices_for_all,
    find_articles,
    line_editor,
    preview_guide,
)
from yiwang.catalogue.editing.merging import Clash
from yiwang.catalogue.editing.merging_lines import LineMerge, Source, merge_of, waiting_aside
from yiwang.catalogue.editing.notices import Notice, NoticeFilter, notice, notices
from yiwang.catalogue.editing.open_cases import open_cases_of_base, open_cases_of_lists
from yiwang.catalogue.editing.orders import WRITABLE
from yiwang.catalogue.editing.orders_at_once import OrderAtOnce, orders_together, step_label
from yiwang.catalogue.editing.own_finding import OwnFilter
from yiwang.catalogue.editing.own_items import OwnItem, OwnPage, elements_to_filter, own_items
from yiwang.catalogue.editing.proposals import Proposal, Wish, proposal, proposals
from yiwang.catalogue.editing.responsibilities import ItemResponsibilities, responsibilities_on
from yiwang.catalogue.editing.shared_changes import (
    blank_row,
    elements_for_all,
    lists_for_all,
    row_named,
    rows_of,
)
from yiwang.catalogue.editing.sheet_export import targets_for_sheet
from yiwang.catalogue.editing.targets import version_content
from yiwang.catalogue.editing.wording import limit_words
from yiwang.catalogue.enums import OrderAction, OrderKind, OrderLayer, OrderState
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.following.reopening import closed_lists
from yiwang.catalogue.load_enums import OwnState
from yiwang.catalogue.models import ChangeLine, ChangeOrder
from yiwang.catalogue.powers.duties import of_type
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

__all__ = [
    "CATALOGUE_RIGHTS",
    "WHOLE",
    "Change",
    "ChangeKind",
    "Clash",
    "Comparison",
    "FieldKind",
    "FormField",
    "ItemFilter",
    "ItemResponsibilities",
    "ItemRow",
    "LineEditor",
    "LineMerge",
    "LineView",
    "Notice",
    "NoticeFilter",
    "Opinion",
    "OrderAtOnce",
    "OrderView",
    "OwnFilter",
    "OwnItem",
    "OwnPage",
    "OwnState",
    "Proposal",
    "Source",
    "Unlisted",
    "VersionRow",
    "Wish",
    "base_items_by_id",
    "blank_row",
    "check_keeper",
    "choices_for_all",
    "compare",
    "definition_choices",
    "differences",
    "elements_for_all",
    "elements_to_filter",
    "find_articles",
    "form_fields",
    "history",
    "items",
    "items_to_take_up",
    "limit_words",
    "line_editor",
    "lines_of_business",
    "lists_for_all",
    "merge_of",
    "notice",
    "notices",
    "of_type",
    "order",
    "orders",
    "orders_together",
    "own_elements",
    "own_items",
    "preview_guide",
    "proposal",
    "proposals",
    "responsibilities_on",
    "row_named",
    "rows_of",
    "step_label",
    "targets_for_sheet",
    "version_content",
    "waiting_aside",
]

LINES_SHOWN: Final = 20
TURN_OF: Final[Mapping[Right, Collection[OrderState]]] = {
    Right.CATALOGUE_EDIT: (OrderState.DRAFT, OrderState.RETURNED),
    Right.CATALOGUE_REVIEW: (OrderState.LEGAL_REVIEW,),
    Right.CATALOGUE_PUBLISH: (OrderState.APPROVAL,),
}
"""What waits for whom."""


@dataclass(frozen=True, slots=True)
class LineView:
    """What an order does to one item, as pages show it.

    :ivar open_cases: how many cases are open under it; they go on whatever happens
    :ivar given_back: names of the elements that follow the data files from then on
    """

    line: ChangeLine
    code: str
    department_name: str
    changes: tuple[Change, ...]
    open_cases: int
    given_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """A changed element and what the legal reviewer said of it in the newest round."""

    element: str
    label: str
    verdict: str
    opinion: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with everything that its page shows.

    :ivar opinions: on each changed element, once the order was submitted
    :ivar faults: of the lines shown; submitting looks at all of them
    :ivar names: of the staff who drafted, reviewed and approved, by id
    :ivar actions: what this reader may do now
    :ivar stale: names of the items that have a newer version than the order began from
    :ivar behind: the lines of those that somebody has to merge, by id, each with its name
    :ivar closed_lists: how many lists closed with the base item that this order brings back
    """

    order: ChangeOrder
    department_name: str
    names: Mapping[UUID, str]
    lines: Sequence[LineView]
    next_line: int | None
    opinions: Sequence[Opinion]
    faults: Sequence[FieldError]
    stale: Sequence[str]
    actions: frozenset[OrderAction]
    open_cases: int
    may_roll_back: bool
    closed_lists: int = 0
    behind: Sequence[tuple[UUID, str]] = ()


def check_keeper(actor: Actor) -> None:
    """Raise unless the actor's post has a right on the catalogue.

    :raises NotYourCatalogue: it has none
    """
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue


def orders(
    actor: Actor,
    *,
    is_my_turn: bool = False,
    state: str = "",
    after: tuple[int, int] | None = None,
    limit: int = 30,
) -> list[ChangeOrder]:
    """Return orders in reach, the newest first.

    :param is_my_turn: only those that wait for the actor's post
    :param after: year and number of the last one of the page before
    :raises NotYourCatalogue: the post has no right on the catalogue
    """
    check_keeper(actor)
    found = orders_seen(actor).select_related("department")
    if is_my_turn:
        turn = Q(pk__in=[])
        for right, states in TURN_OF.items():
            if actor.has_right(right):
                turn |= Q(state__in=list(states))
        found = found.filter(turn)
    if state:
        found = found.filter(state=state)
    if after is not None:
        year, number = after
        found = found.filter(Q(year__lt=year) | Q(year=year, number__lt=number))
    return list(found.order_by("-year", "-number")[:limit])


def order(order_id: UUID, actor: Actor, *, first_line: int = 0) -> OrderView:
    """Return an order with its lines from a place on, twenty at a time.

    :raises OrderNotFound: it is not there for this actor
    """
    found = seen_order(order_id, actor)
    layer = OrderLayer(found.layer)
    rows = list(
        found.lines.filter(position__gte=first_line)
        .select_related("base_item", "implementation", "department")
        .order_by("position")[: LINES_SHOWN + 1]
    )
    lines = rows[:LINES_SHOWN]
    found_changes, cases = diffs(lines, layer), _open_cases(lines, layer)
    is_writable = found.state in WRITABLE
    stale = lines_behind(found) if is_writable else []
    return OrderView(
        order=found,
        department_name=found.department.name if found.department else "",
        names=_names(found),
        lines=[
            LineView(
                line,
                (line.base_item or line.implementation).code,  # type: ignore[union-attr]
                line.department.name if line.department else "",
                tuple(found_changes[line.id]),
                cases.get(line.base_item_id or line.implementation_id or line.id, 0),
                tuple(given_back_words(line, layer)),
            )
            for line in lines
        ],
        next_line=rows[LINES_SHOWN].position if len(rows) > LINES_SHOWN else None,
        opinions=_opinions(found) if found.round else (),
        faults=order_faults(found, lines) if is_writable else (),
        stale=[name for _id, name, _has_text in stale],
        actions=_actions(found, actor),
        open_cases=sum(cases.values()),
        may_roll_back=found.state == OrderState.PUBLISHED and can_order(actor, found, "edit"),
        closed_lists=_closed_lists(found, lines),
        behind=[(line_id, name) for line_id, name, has_text in stale if has_text],
    )


def _closed_lists(found: ChangeOrder, lines: Sequence[ChangeLine]) -> int:
    is_over = found.state in {OrderState.PUBLISHED, OrderState.WITHDRAWN, OrderState.ROLLED_BACK}
    if found.layer != OrderLayer.BASE or is_over or found.kind == OrderKind.WITHDRAWAL:
        return 0
    return closed_lists([line.base_item_id for line in lines if line.base_item_id])


def _names(found: ChangeOrder) -> dict[UUID, str]:
    ids = (found.drafted_by_id, found.reviewed_by_id, found.approved_by_id)
    return organizations.staff_names([one for one in ids if one is not None])


def _open_cases(lines: Sequence[ChangeLine], layer: OrderLayer) -> dict[UUID, int]:
    if layer is OrderLayer.BASE:
        return open_cases_of_base([line.base_item_id for line in lines if line.base_item_id])
    return open_cases_of_lists([one.implementation_id for one in lines if one.implementation_id])


def _opinions(found: ChangeOrder) -> list[Opinion]:
    given = {one.element: one for one in found.opinions.filter(round=found.round)}
    return [
        Opinion(
            element,
            label,
            given[element].verdict if element in given else "",
            given[element].opinion if element in given else "",
        )
        for element, label in changes_of(found).items()
    ]


def _actions(found: ChangeOrder, actor: Actor) -> frozenset[OrderAction]:
    """Return what the actor may do: by the state, by their post, and as another person."""
    state = OrderState(found.state)
    is_third = actor.staff_id not in {found.drafted_by_id, found.reviewed_by_id, *found.editors}
    may: set[OrderAction] = set()
    if state in WRITABLE and can_order(actor, found, "edit"):
        is_short = found.kind == OrderKind.ROLLBACK
        may |= {OrderAction.SUBMIT_SHORT if is_short else OrderAction.SUBMIT}
    if state in {*WRITABLE, OrderState.LEGAL_REVIEW, OrderState.APPROVAL} and can_order(
        actor, found, "edit"
    ):
        may |= {OrderAction.WITHDRAW}
    if state is OrderState.LEGAL_REVIEW and is_third and can_order(actor, found, "review"):
        may |= {OrderAction.PASS, OrderAction.RETURN}
    if state is OrderState.APPROVAL and is_third and can_order(actor, found, "publish"):
        may |= {OrderAction.APPROVE, OrderAction.RETURN}
    is_waiting = state is OrderState.APPROVED
    if is_waiting and can_order(actor, found, "publish"):
        may |= {OrderAction.RETURN}
    return frozenset(may)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which body may follow up what another granted: the one to which the history of the code leads.

The catalogue writes down each transfer of authority, merger and move to another level (编码沿革);
nobody enters it a second time here.
"""

from datetime import date
from typing import Final
from uuid import UUID

from yiwang.cases.aftermath_refusals import NotTheHeir, WrongPurpose
from yiwang.cases.enums import IN_FORCE
from yiwang.cases.models import Case, Entitlement
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotFound, ItemNotOpen, ItemWithdrawn
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError

MOST_HELD: Final = 100
BASIC: Final = 12
"""So many characters at the end of the code of a list are its item's."""


def check_may_follow(made: Entitlement, snapshot: catalogue.ItemSnapshot, today: date) -> None:
    """Raise unless the body of an item granted something, or took over what it was granted under.

    No query where it is the same body.

    :raises WrongPurpose: the history of the code does not lead there
    """
    if made.department_id != snapshot.department_id and not _leads(made, snapshot, today):
        raise WrongPurpose


def check_may_decide(case: Case, today: date) -> None:
    """Raise unless the body that decides a follow-up still is the right one.

    No query for a case that is about nothing.

    :raises NotTheHeir: the history of the code does not lead to it (any more)
    """
    if case.about_id is None:
        return
    made = Entitlement.objects.filter(pk=case.about_id).first()
    if made is None:
        raise NotTheHeir
    if made.department_id == case.department_id:
        return
    if not _leads(made, catalogue.snapshot(case.version_id), today):
        raise NotTheHeir


def open_version(code: str, today: date) -> UUID:
    """Return the version under which a follow-up would be applied for today.

    Where the code has ended and led to one other, it is that one's.

    :raises ItemNotOpen, ItemWithdrawn: the item is not offered any more, or leads to several
    """
    try:
        return catalogue.published_version_id(code, today)
    except (ItemNotOpen, ItemWithdrawn, ItemNotFound):
        history = catalogue.code_history(code, today)
        if history is None or not history.only_successor:
            raise
        return catalogue.published_version_id(history.only_successor, today)


def named_items(made: Entitlement, today: date) -> dict[str, str]:
    """Return by which item of its own each purpose is followed up today, where there is one."""
    try:
        own = catalogue.snapshot(open_version(made.item_code, today))
    except DomainError:  # not offered any more
        return {}
    found = ((tie.purpose, _offered(own, tie.purpose, today)) for tie in own.base.follow_ups)
    return {purpose: name for purpose, name in found if name}


def _offered(own: catalogue.ItemSnapshot, purpose: str, today: date) -> str:
    version_id = catalogue.tied.version_for(own, purpose, today)
    return catalogue.snapshot(version_id).name if version_id else ""


def held_under(
    snapshot: catalogue.ItemSnapshot, actor: Actor, today: date
) -> list[tuple[Entitlement, str]]:
    """Return what somebody holds that an item of its own follows up, and what the item is for.

    No query for an item that follows nothing up.
    """
    origins = catalogue.tied.origins_of(snapshot) if actor.is_citizen else {}
    holder_id = actor.applicant_id
    if not origins or holder_id is None or actor.mandate_id is not None:
        return []
    held = Entitlement.objects.visible_to(actor).filter(
        department_id=snapshot.department_id, state__in=IN_FORCE, holder_id=holder_id
    )
    return [
        (one, origins[one.item_code[-BASIC:]])
        for one in held.order_by("-valid_from", "-id")[:MOST_HELD]
        if one.item_code[-BASIC:] in origins and (one.valid_until or today) >= today
    ]


def _leads(made: Entitlement, snapshot: catalogue.ItemSnapshot, today: date) -> bool:
    """Tell whether the history of a code leads to an item, or to one that it is tied to."""
    history = catalogue.code_history(made.item_code, today)
    if history is None:
        return False
    codes = {one.code for one in history.current}
    return snapshot.code in codes or _is_tied(snapshot, codes - {made.item_code})


def _is_tied(snapshot: catalogue.ItemSnapshot, codes: set[str]) -> bool:
    """Tell whether an item follows up, by itself, what one of its department would grant."""
    origins = catalogue.tied.origins_of(snapshot)
    department = snapshot.code[:-BASIC]
    return any(code[-BASIC:] in origins and code[:-BASIC] == department for code in codes)

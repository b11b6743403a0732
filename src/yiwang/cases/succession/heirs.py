# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which body may follow up what another granted: the one to which the history of the code leads.

The catalogue writes down each transfer of authority, merger and move to another level (编码沿革);
nobody enters it a second time here.
"""

from datetime import date
from uuid import UUID

from yiwang.cases.aftermath_refusals import NotTheHeir, WrongPurpose
from yiwang.cases.models import Case, Entitlement
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotFound, ItemNotOpen, ItemWithdrawn


def check_may_follow(made: Entitlement, snapshot: catalogue.ItemSnapshot, today: date) -> None:
    """Raise unless the body of an item granted something, or took over what it was granted under.

    No query where it is the same body.

    :raises WrongPurpose: the history of the code does not lead there
    """
    if made.department_id != snapshot.department_id and not _leads(made, snapshot.code, today):
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
    if made.department_id != case.department_id and not _leads(made, case.item_code, today):
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


def _leads(made: Entitlement, code: str, today: date) -> bool:
    history = catalogue.code_history(made.item_code, today)
    return history is not None and code in {one.code for one in history.current}

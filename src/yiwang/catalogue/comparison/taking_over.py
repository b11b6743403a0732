# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Take over lists as another system has them: published as they are, for the comparison to judge.

A place that joins brings lists that nobody checked. They are in use there, so they are shown; what
is wrong with them becomes findings with an owner and a deadline. What the database itself refuses,
a promise beyond the law for one, is refused here too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.catalogue import events, figures, policies
from yiwang.catalogue.content import ImplementationContent, dump_content, read_content
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.loading.lists import BaseKey, ComingList, write_lists
from yiwang.catalogue.models import ImplementationList
from yiwang.catalogue.versions import list_columns
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations


def take_over_lists(
    *, elements: Mapping[UUID, Mapping[str, Any]], actor: Actor, at: datetime
) -> int:
    """Publish a new version of lists with some elements changed, unchecked; all or none.

    :param elements: id of the list → elements that are other than in its version in force
    :raises NotYourCatalogue: the actor is no process of our own
    :raises ItemNotFound: a list is not there or not in use
    :raises ContentInvalid: the elements do not have the shape of the element tables
    """
    policies.check_can(actor, policies.Action.LOAD)
    today = timezone.localdate(at)
    with transaction.atomic():
        lists = ImplementationList.objects.select_for_update(of=("self",)).filter(
            pk__in=elements, current__isnull=False, state="open"
        )
        rows = list(lists.select_related("current__base_version", "base_item").order_by("id"))
        if len(rows) < len(elements):
            raise ItemNotFound
        coming = [_coming(row, elements[row.id]) for row in rows]
        write_lists(coming, on=today, at=at)
        figures.recount({row.region_code for row in rows})
        for one in coming:
            fact = events.ListPublished(
                implementation_id=one.id,
                version_id=one.version_id,
                base_version_id=one.base.version_id,
                code=one.code,
                number=one.number,
                effective_from=today,
                content_sha256=str(one.columns["content_sha256"]),
            )
            ledger.append(fact, actor=actor, at=at, region_code=one.department.division_code)
    return len(coming)


def _coming(row: ImplementationList, changes: Mapping[str, Any]) -> ComingList:
    current = row.current
    if current is None:
        raise ItemNotFound
    before = read_content(ImplementationContent, current.content)
    content = read_content(ImplementationContent, {**dump_content(before), **changes})
    base = current.base_version
    return ComingList(
        id=row.id,
        version_id=new_id(),
        number=current.number + 1,
        base=BaseKey(
            row.base_item_id,
            base.id,
            row.base_item.code,
            base.statutory_amount,
            base.statutory_unit,
        ),
        department=organizations.department(row.department_id),
        code=row.code,
        content=content,
        columns=list_columns(content),
    )

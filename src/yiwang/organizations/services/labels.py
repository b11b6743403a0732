# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Security labels on what departments keep, and the clearance of posts to read it.

Both are set by security administrators and by nobody else: neither by who manages posts nor by
who works on the cases. A label holds at once for what was there before.
"""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import LabelLevel
from yiwang.organizations.errors import LabelUnknown
from yiwang.organizations.models import DataLabel, Post
from yiwang.organizations.policies import Action
from yiwang.organizations.services.records import (
    check_manages,
    day_of,
    department_of,
    locked_post,
)

_ITEM_CODE = re.compile(r"[0-9A-Z]{12,40}", re.ASCII)


@transaction.atomic
def set_label(
    *, department_id: UUID, item_code: str = "", level: int, actor: Actor, at: datetime
) -> LabelLevel:
    """Say how important a department's cases are, or those of one of its items.

    :param item_code: implementation code; "" for the whole department
    :param level: ``GENERAL`` takes the label away
    :raises DepartmentNotFound: there is none such
    :raises NotInYourReach: the actor is no security administrator over it
    :raises LabelUnknown: no such level, or no such code
    """
    department = department_of(department_id)
    check_manages(actor, Action.LABEL_DATA, department)
    code, chosen = item_code.strip().upper(), _known(level)
    if code and not _ITEM_CODE.fullmatch(code):
        raise LabelUnknown
    labels = DataLabel.objects.filter(department=department, item_code=code)
    if chosen is LabelLevel.GENERAL:
        labels.delete()
    else:
        DataLabel.objects.update_or_create(
            department=department, item_code=code, defaults={"level": chosen, "set_at": at}
        )
    fact = events.DataLabelled(department_id=department.id, item_code=code, level=int(chosen))
    ledger.append(fact, actor=actor, at=at, region_code=department.division_id)
    selectors.rights_changed()
    return chosen


@transaction.atomic
def set_clearance(*, post_id: UUID, level: int, actor: Actor, at: datetime) -> Post:
    """Let the holders of a post read what is labelled up to a level, from now on.

    :raises PostNotFound: there is no such post
    :raises NotInYourReach: the actor is no security administrator over its department
    :raises OwnPost: the actor holds it
    :raises LabelUnknown: no such level
    """
    post = locked_post(post_id)
    check_manages(actor, Action.LABEL_DATA, post.department)
    for staff_id in post.holdings.held_on(day_of(at)).order_by().values_list("staff_id", flat=True):
        policies.check_not_oneself(actor, staff_id)
    post.clearance = _known(level)
    post.save(update_fields=["clearance"])
    fact = events.PostCleared(post_id=post.id, level=int(post.clearance))
    ledger.append(fact, actor=actor, at=at, region_code=post.department.division_id)
    selectors.rights_changed()
    return post


def _known(level: int) -> LabelLevel:
    try:
        return LabelLevel(level)
    except ValueError:
        raise LabelUnknown from None

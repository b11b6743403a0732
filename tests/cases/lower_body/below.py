# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An item that a township reviews first, and the people of the township."""

from typing import Any

from tests import factories
from tests.cases import world as worlds
from tests.cases.world import LONG_AGO, MONDAY, citizen
from tests.factories import FORM_DATA, SYSTEM, Item, World
from tests.organizations.factories import LINGYIN, DepartmentFactory
from yiwang.cases.models import Case
from yiwang.cases.services import submission
from yiwang.forms import services as forms
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.organizations.enums import STANDARD_RIGHTS, TOWNSHIP_LINE, StandardPost
from yiwang.organizations.models import Department

FORM: dict[str, Any] = factories.FORM | {
    "required": [*factories.FORM["required"], "home"],
    "properties": factories.FORM["properties"] | {"home": {"x-kind": "address", "title": "现住址"}},
}
HOME = {"division": LINGYIN, "detail": "灵隐路1号"}
REVIEW = {"review_level": "5", "review_place": "home", "review_workdays": 10}


def township(name: str = "灵隐街道便民服务中心", line: str = TOWNSHIP_LINE) -> Department:
    """Return the one window of 灵隐街道, or another body there."""
    return DepartmentFactory(of=LINGYIN, line=line, name=name)


def item(world: World, **base: Any) -> Item:
    forms.publish_form(code="shop-below", schema=FORM, actor=SYSTEM, at=LONG_AGO)
    return worlds.item(world, form_code="shop-below", base=REVIEW | base)


def clerk(department: Department, *posts: StandardPost) -> Actor:
    """Return somebody of the township; counter and handler when no post is named."""
    wanted = posts or (StandardPost.COUNTER, StandardPost.HANDLER)
    rights = frozenset().union(*(STANDARD_RIGHTS[post] for post in wanted))
    account = factories.staff_account(department, rights=rights, at=LONG_AGO)
    return identity.actor_for_account(account.id, at=MONDAY)


def applied(
    world: World, item: Item, *, home: Any = HOME, actor: Actor | None = None, **more: Any
) -> Case:
    who = actor or citizen(world)
    return submission.submit_case(
        application=worlds.application(
            world, who, version_id=item.version_id, form=FORM_DATA | {"home": home}, **more
        ),
        actor=who,
        at=MONDAY,
    )

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A department's system that signs people in through us, and the two who registered it.

The system runs on the port after the site's own; when that changes, its registration is changed
as any department would: one applies, the other approves.
"""

import json
import os
from datetime import datetime

from django.contrib.auth import get_user_model

from config.environment import environment
from operations import demo
from operations.demo import HOME_COUNTY, PASSWORD
from operations.loading import Tick
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity import selectors as identity
from yiwang.identity import services as accounts
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services as staffing
from yiwang.organizations.enums import Right
from yiwang.sso import selectors as sso
from yiwang.sso import services
from yiwang.sso.services import Wish

ACTOR = system_actor("demo")
LINE = "市场监管"
MANAGERS = (("systems", "沈接入", "S00001"), ("systems-review", "陆审核", "S00002"))
"""Who applies and who reviews: login, name, staff number."""
REASONS = {
    "profile": "显示登录人",
    "real_name": "打印回执需要姓名",
    "legal_person": "确认代表哪个单位",
}


def load(tick: Tick, *, at: datetime) -> int:
    """Register the demonstration system, or bring its registration up to date."""
    applicant, reviewer = _managers(at)
    tick(1, 3)
    known = next((each for each in sso.systems(applicant) if each.name == _wish().name), None)
    department_id = applicant.department_id
    if department_id is None:
        raise ValueError("The demonstration's managers have no post.")
    applied = services.apply_for_system(
        wish=_wish(),
        department_id=department_id,
        client_id=known.client_id if known else "",
        actor=applicant,
        at=at,
    )
    client = services.approve_system(registration_id=applied.id, actor=reviewer, at=at)
    tick(2, 3)
    made = services.issue_secret(
        client_id=client.client_id, overlap_hours=0, actor=applicant, at=at
    )
    _write(made)
    tick(3, 3)
    return 1


def _wish() -> Wish:
    place = demo.system_address()
    return Wish(
        name="演示部门系统",
        purpose="演示部门系统怎样通过一网登录",
        contact_name="沈接入",
        contact_phone="0571-00000000",
        audience="citizen",
        redirect_uris=(f"{place}/callback",),
        post_logout_redirect_uris=(f"{place}/bye",),
        logout_uri=f"{place}/backchannel",
        start_uri=f"{place}/signin",
        scopes=("openid", *REASONS),
        reasons=REASONS,
    )


def _managers(at: datetime) -> tuple[Actor, Actor]:
    first, second = (_manager(*each, at=at) for each in MANAGERS)
    return first, second


def _manager(login: str, name: str, number: str, *, at: datetime) -> Actor:
    logins = get_user_model().objects
    if not logins.filter(login=login).exists():
        _take_on(login, name, number, at=at)
    return identity.actor_for_account(logins.get(login=login).pk, at=at)


def _take_on(login: str, name: str, number: str, *, at: datetime) -> None:
    department = organizations.department_for_line(LINE, HOME_COUNTY)
    post = staffing.NewPost(
        department_id=department.id,
        name=f"系统接入岗（{name}）",
        rights=frozenset({Right.IDENTITY_MANAGE}),
    )
    post_ids = staffing.create_posts_bulk(posts=[post], actor=ACTOR, at=at)
    member = staffing.NewStaffMember(
        name=name, staff_number=number, department_id=department.id, post_ids=tuple(post_ids)
    )
    (staff_id,) = staffing.create_staff_bulk(staff=[member], is_test_data=True, actor=ACTOR, at=at)
    accounts.create_accounts_bulk(
        accounts=[accounts.NewAccount(login=login, staff_id=staff_id)],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )


def _write(made: services.ShownSecret) -> None:
    known = {
        "issuer": environment().site_url,
        "client_id": made.client_id,
        "client_secret": made.secret,
        "address": demo.system_address(),
    }
    path = demo.system_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(known, file)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reviews of the last weeks, good and bad, with corrections in every state."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.loading import Tick
from yiwang.catalogue import selectors as catalogue
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import CorrectionAction, Moment, ServiceChannel
from yiwang.evaluations.services import correcting, inviting, releasing, reviewing, texts
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.models import Account
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import Right

ACTOR = system_actor("demo")
PROVINCE = "330000000000"
SUPERVISOR = frozenset({Right.CASES_READ, Right.CASES_SUPERVISE})
POSTS: Sequence[tuple[str, str, str, str, bool]] = (
    ("voices-scjg", "市场监管", HOME_COUNTY, "许闻过", False),
    ("voices-scjg-2", "市场监管", HOME_COUNTY, "陆思改", False),
    ("voices-province", "政府办公室", PROVINCE, "方听民", True),
)
"""Login, line, division, name and whether the post reaches the divisions below."""
SAID: Sequence[tuple[int, tuple[str, ...], str]] = (
    (1, ("attitude", "speed"), "十分钟就办好了，工作人员很耐心。"),
    (1, ("steps",), "一次没跑，网上就办完了。"),
    (2, ("guide",), "指南写得清楚，材料一次交齐。"),
    (1, (), ""),
    (3, (), "还可以，就是停车难。"),
    (4, ("speed",), "排队太久，等了两个小时。"),
    (5, ("speed", "attitude"), "排队太久，窗口还推来推去，打13800138000也没人接。"),
    (2, (), ""),
    (4, ("materials", "speed"), "排队太久，材料说了两次才说全。"),
    (1, ("system",), "手机上就能办，方便。"),
)
ITEMS: Sequence[tuple[str, str]] = (("K0008", "市场监管"), ("K0043", "公安"), ("K0244", "卫生健康"))
CHANNELS = (ServiceChannel.COUNTER, ServiceChannel.WEB, ServiceChannel.KIOSK)
NUMBERS = {"-2": "（二）"}
NOTE = "已向评价人说明，加开两个窗口，高峰排队不超过二十分钟。"


def load(tick: Tick, *, at: datetime) -> int:
    """Make supervisors, reviews and corrections; return how many reviews there are."""
    people = {row[0]: _post(*row, at=at) for row in POSTS}
    number = 0
    for place, (item, line) in enumerate(ITEMS):
        number += _reviews(item, line, at)
        tick(place + 1, len(ITEMS) + 1)
    releasing.release(at=at)
    _judge(people["voices-province"], at)
    number += _own_reviews(at)
    _correct(people, at)
    tick(len(ITEMS) + 1, len(ITEMS) + 1)
    return number


def _post(
    login: str, line: str, division: str, name: str, covers_subtree: bool, *, at: datetime
) -> Actor:
    department = organizations.department_for_line(line, division)
    post = services.NewPost(
        department_id=department.id,
        name=f"效能监督岗{NUMBERS.get(login[-2:], '')}",
        rights=SUPERVISOR,
        covers_subtree=covers_subtree,
    )
    (post_id,) = services.create_posts_bulk(posts=[post], actor=ACTOR, at=at)
    member = services.NewStaffMember(
        name=name,
        staff_number=f"V{POSTS.index((login, line, division, name, covers_subtree)) + 1:05}",
        department_id=department.id,
        post_ids=(post_id,),
    )
    (staff_id,) = services.create_staff_bulk(staff=[member], is_test_data=True, actor=ACTOR, at=at)
    identity_services.create_accounts_bulk(
        accounts=[identity_services.NewAccount(login=login, staff_id=staff_id)],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _reviews(item: str, line: str, at: datetime) -> int:
    department = organizations.department_for_line(line, HOME_COUNTY)
    code, name = _listed(item, department.id)
    for number in range(59, -1, -1):
        given_at = at - timedelta(days=2 + number)
        level, aspects, text = SAID[number % len(SAID)]
        ticket = inviting.invite(
            service=inviting.Service(
                source_key=f"demo:{item}:{number}",
                region_code=HOME_COUNTY,
                department_id=department.id,
                item_code=code,
                item_name=name,
                channel=CHANNELS[number % len(CHANNELS)],
                moment=Moment.VISIT,
            ),
            at=given_at,
        )
        reviewing.review_by_code(
            code=ticket,
            review=reviewing.Review(level, aspects, text),
            actor=ANONYMOUS,
            at=given_at,
        )
        if number % 20 == 0:  # three nights, so that there is a trend
            releasing.release(at=given_at + timedelta(days=1))
    return 60


def _listed(item: str, department_id: UUID) -> tuple[str, str]:
    from yiwang.catalogue.models import ImplementationList

    found = ImplementationList.objects.filter(
        region_code=HOME_COUNTY, department_id=department_id, base_item__local_code=item
    ).first()
    if found is None:
        raise LookupError(item)
    return found.code, catalogue.snapshot(
        catalogue.published_version_id(found.code, timezone.localdate())
    ).name


def _judge(moderator: Actor, at: datetime) -> None:
    """Publish most of the words that wait; one is kept back."""
    for number, row in enumerate(evaluations.waiting_texts(moderator)[:60]):
        if number == 5:
            texts.withhold_text(evaluation_id=row.pk, reason="advertising", actor=moderator, at=at)
        else:
            texts.publish_text(evaluation_id=row.pk, hide="", actor=moderator, at=at)


def _own_reviews(at: datetime) -> int:
    """Let two citizens review cases of theirs that came to a result, one of them badly."""
    from yiwang.evaluations.models import Invitation

    number = 0
    waiting = Invitation.objects.filter(used_on__isnull=True, case_id__isnull=False)
    for invitation in waiting.order_by("issued_at")[:4]:
        if invitation.case_id is None or invitation.applicant_id is None:
            continue
        reviewing.review_case(
            case_id=invitation.case_id,
            review=reviewing.Review(
                5 if number % 2 else 1,
                ("speed",),
                "电话打不通，跑了两趟。" if number % 2 else "",
                True,
            ),
            actor=_citizen(invitation.applicant_id),
            at=at,
        )
        number += 1
    return number


def _citizen(applicant_id: UUID) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, person_id=applicant_id)


def _correct(people: dict[str, Actor], at: datetime) -> None:
    """Bring the corrections of one department into every state."""
    first, second = people["voices-scjg"], people["voices-scjg-2"]
    running = [line for line in evaluations.corrections(first) if line.state == "open"]
    for number, line in enumerate(running[:12]):
        if number % 4 == 3:
            continue
        action = (CorrectionAction.ASK_REJECTION, CorrectionAction.CORRECT)[number % 4 > 0]
        said = correcting.Said(NOTE)
        found = evaluations.correction(line.id, first)
        if action is CorrectionAction.CORRECT and found.wants_call:
            _step(line.id, CorrectionAction.CONTACT, correcting.Said(NOTE, "reached"), first, at)
        _step(line.id, action, said, first, at)
        if number == 0:
            _step(line.id, CorrectionAction.CONFIRM_REJECTION, said, second, at)


def _step(
    correction_id: UUID,
    action: CorrectionAction,
    said: correcting.Said,
    actor: Actor,
    at: datetime,
) -> None:
    correcting.take_step(correction_id=correction_id, action=action, said=said, actor=actor, at=at)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""逐级初审 in the demonstration: county and city review, one after the other; the province decides.

One person of each body gets an account that people can remember.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from operations.demo import HOME_COUNTY
from operations.demo.lower_reviews import NewPerson, actor_of, applied, make_person, paper
from operations.loading import Tick
from yiwang.cases.enums import ReviewOpinion
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.cases.services import lower_reviews
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.catalogue.models import ImplementationList
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import STANDARD_RIGHTS, StandardPost

ITEM = "K0284"
"""伤残等级评定."""
LINE = "退役军人"
CITY = f"{HOME_COUNTY[:4]}00000000"
PROVINCE = f"{HOME_COUNTY[:2]}0000000000"
PEOPLE = (
    ("tyj-xihu", "卫国安", HOME_COUNTY),
    ("tyj-hangzhou", "成双拥", CITY),
    ("tyt-handler", "祝军休", PROVINCE),
)
"""Login, name, and the place of the body."""
RIGHTS = STANDARD_RIGHTS[StandardPost.COUNTER] | STANDARD_RIGHTS[StandardPost.HANDLER]


def load(tick: Tick, *, at: datetime) -> int:
    """Make one case at each stage, once; return how many stages of review there are."""
    one = ImplementationList.objects.get(region_code=PROVINCE, base_item__local_code=ITEM)
    version_id = catalogue.published_version_id(one.code, timezone.localdate(at))
    made = PreliminaryReview.objects.filter(case__item_code=one.code)
    if made.exists() or not catalogue.snapshot(version_id).base.review_stages:
        return made.count()
    _make_people(at=at)
    for place, (login, days, tell) in enumerate(STORIES):
        _tell(version_id, login, at, days, tell)
        tick(place + 1, len(STORIES))
    ledger.settle()
    return made.count()


def _make_people(*, at: datetime) -> None:
    for number, (login, name, division) in enumerate(PEOPLE, start=4):
        make_person(
            NewPerson(
                login=login,
                name=name,
                number=f"L{number:05}",
                department_id=organizations.department_for_line(LINE, division).id,
                post="收件和办理（逐级初审演示）",
                rights=RIGHTS,
            ),
            at=at,
        )


Step = Callable[[int], datetime]
"""Returns when something happened, so many days after the application."""


def _tell(
    version_id: UUID, login: str, at: datetime, days: int, tell: Callable[[Case, Step], None]
) -> None:
    begun_at, pace = at - timedelta(days=days), timedelta(days=1)
    try:
        case = applied(version_id, login, begun_at)
    except ItemNotOpen:  # an older installation, whose item says so from today on
        begun_at, pace = at, timedelta(seconds=1)
        case = applied(version_id, login, begun_at)
    tell(case, lambda day: begun_at + day * pace)


def _came_in(_case: Case, _on: Step) -> None:
    """Leave it where it came in: with the county."""


def _at_the_county(case: Case, on: Step) -> None:
    lower_reviews.accept(case_id=case.pk, actor=actor_of("tyj-xihu"), at=on(1))


def _at_the_city(case: Case, on: Step) -> None:
    _at_the_county(case, on)
    clerk = actor_of("tyj-xihu")
    lower_reviews.forward(
        case_id=case.pk,
        forwarding=lower_reviews.Forwarding(
            ReviewOpinion.AGREE,
            "已核对服役和负伤经过的原始记录，医疗卫生专家小组的评定意见与病历一致，建议评定为八级。",
            (paper("残疾等级评定审批表", clerk, on(8)),),
        ),
        actor=clerk,
        at=on(8),
    )


def _at_the_province(case: Case, on: Step) -> None:
    _at_the_city(case, on)
    clerk = actor_of("tyj-hangzhou")
    lower_reviews.forward(
        case_id=case.pk,
        forwarding=lower_reviews.Forwarding(
            ReviewOpinion.AGREE,
            "复核了县级意见和专家小组意见，程序完备，同意报省级评定。",
            (paper("市级审查意见", clerk, on(15)),),
        ),
        actor=clerk,
        at=on(15),
    )


STORIES: Sequence[tuple[str, int, Callable[[Case, Step], None]]] = (
    ("citizen007", 18, _at_the_province),
    ("citizen008", 12, _at_the_city),
    ("citizen009", 5, _at_the_county),
    ("citizen010", 0, _came_in),
)
"""Who applies, how many days ago, and how far it has come."""

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""初审 in the demonstration: a street reviews applications for public housing, then the bureau.

Two people of the street and one of the bureau get accounts that people can remember.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import typst
from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.cases import STREET
from operations.demo.filling import Facts, filled
from operations.loading import Tick
from yiwang.cases.enums import ReviewOpinion
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.cases.services import intake, lower_reviews, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.catalogue.models import ImplementationList
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import STANDARD_RIGHTS, TOWNSHIP_LINE, Right, StandardPost

ACTOR = system_actor("demo")
ITEM = "K0342"
"""公共租赁住房保障资格确认."""
PEOPLE = (
    ("street-counter", "方小窗", StandardPost.COUNTER, True),
    ("street-handler", "何入户", StandardPost.HANDLER, True),
    ("housing-handler", "裘安居", StandardPost.HANDLER, False),
)
"""Login, name, post, and whether it is of the street; otherwise of the bureau that decides."""


def load(tick: Tick, *, at: datetime) -> int:
    """Make one case of each state of a review, once; return how many reviews there are."""
    one = ImplementationList.objects.get(region_code=HOME_COUNTY, base_item__local_code=ITEM)
    version_id = catalogue.published_version_id(one.code, timezone.localdate(at))
    made = PreliminaryReview.objects.filter(case__item_code=one.code)
    if made.exists() or not _is_reviewed(version_id):
        return made.count()
    _make_people(catalogue.snapshot(version_id).department_id, at=at)
    for place, (login, days, tell) in enumerate(STORIES):
        begun_at = at - timedelta(days=days, minutes=13 * place)
        try:
            case = applied(version_id, login, begun_at)
        except ItemNotOpen:  # an older installation, whose list says so from today on
            begun_at = at
            case = applied(version_id, login, begun_at)
        tell(case, begun_at)
        tick(place + 1, len(STORIES))
    ledger.settle()
    return made.count()


def _is_reviewed(version_id: UUID) -> bool:
    return catalogue.snapshot(version_id).base.review_level is not None


def actor_of(login: str) -> Actor:
    """Return who signs in so."""
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _make_people(bureau_id: UUID, *, at: datetime) -> None:
    street = organizations.department_for_line(TOWNSHIP_LINE, STREET).id
    for number, (login, name, post, is_street) in enumerate(PEOPLE, start=1):
        make_person(
            NewPerson(
                login=login,
                name=name,
                number=f"L{number:05}",
                department_id=street if is_street else bureau_id,
                post=f"{post.label}（初审演示）",
                rights=STANDARD_RIGHTS[post],
            ),
            at=at,
        )


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody of a body that reviews, or of the one that decides, with an account."""

    login: str
    name: str
    number: str
    department_id: UUID
    post: str
    rights: frozenset[Right]


def make_person(person: NewPerson, *, at: datetime) -> None:
    """Make a staff member with one post and an account, once."""
    if Account.objects.filter(login=person.login).exists():
        return
    post_ids = services.create_posts_bulk(
        posts=[
            services.NewPost(
                department_id=person.department_id, name=person.post, rights=person.rights
            )
        ],
        actor=ACTOR,
        at=at,
    )
    (staff_id,) = services.create_staff_bulk(
        staff=[
            services.NewStaffMember(
                name=person.name,
                staff_number=person.number,
                department_id=person.department_id,
                post_ids=tuple(post_ids),
            )
        ],
        is_test_data=True,
        actor=ACTOR,
        at=at,
    )
    identity_services.create_accounts_bulk(
        accounts=[identity_services.NewAccount(login=person.login, staff_id=staff_id)],
        shared_password=PASSWORD,
        actor=ACTOR,
        at=at,
    )


def applied(version_id: UUID, login: str, at: datetime) -> Case:
    """Let a citizen apply with everything filled in, living in the street of the demonstration."""
    applicant, snapshot = actor_of(login), catalogue.snapshot(version_id)
    own = identity.own_details(applicant)
    form = forms.compiled_form(snapshot.form_id or version_id)
    facts = Facts(
        name=own.name,
        number=own.resident_id,
        phone=own.phone,
        uscc=make_test_uscc(1),
        firm="",
        division=STREET,
        detail="文二路 88 号 3 幢 201 室",
        today=timezone.localdate(at),
    )
    data = filled(form.schema, facts)
    asked = catalogue.materials_for(snapshot, form.validate(data))
    return submission.submit_case(
        application=submission.Application(
            version_id=version_id,
            form=data,
            materials={
                each.key: [paper(each.name, applicant, at)]
                for each in asked
                if each.is_required or each.is_deferrable
            },
        ),
        actor=applicant,
        at=at,
    )


def paper(title: str, owner: Actor, at: datetime) -> UUID:
    """Return a page with a title, uploaded by somebody."""
    words = title.replace("#", "").replace("@", "")
    page = bytes(typst.compile(f"#set page(width: 15cm, height: 10cm)\n= {words}".encode()))
    return documents.store_upload(io.BytesIO(page), name=f"{title[:30]}.pdf", owner=owner, at=at).id


def _nothing(_case: Case, _at: datetime) -> None:
    """Leave it where it came in."""


def _accepted(case: Case, at: datetime) -> None:
    lower_reviews.accept(
        case_id=case.pk, actor=actor_of("street-counter"), at=at + timedelta(minutes=40)
    )


def _passed_on(case: Case, at: datetime) -> None:
    _accepted(case, at)
    clerk = actor_of("street-handler")
    then = at + timedelta(hours=2)
    lower_reviews.forward(
        case_id=case.pk,
        forwarding=lower_reviews.Forwarding(
            ReviewOpinion.AGREE,
            "入户核查：一家两口租住 18 平方米单间，名下没有住房；收入与申报一致，建议准予。",
            (paper("入户核查记录", clerk, then),),
        ),
        actor=clerk,
        at=then,
    )


def _asked(case: Case, at: datetime) -> None:
    lower_reviews.ask_correction(
        case_id=case.pk,
        entries=[{"key": "form", "what": "请写明共同申请人和现住房的租期。"}],
        note="补正后街道会在五个工作日内答复。",
        actor=actor_of("street-counter"),
        at=at + timedelta(minutes=40),
    )


def _asked_and_answered(case: Case, at: datetime) -> None:
    _asked(case, at)
    case.refresh_from_db()
    intake.answer_correction(
        case_id=case.pk,
        form=case.form_data,
        materials={},
        actor=identity.actor_for_account(case.submitted_by_id),
        at=at + timedelta(hours=3),
    )


STORIES: Sequence[tuple[str, int, Callable[[Case, datetime], None]]] = (
    ("lijg", 30, _accepted),
    ("wangxm", 6, _passed_on),
    ("zhangyf", 4, _accepted),
    ("citizen004", 3, _asked),
    ("citizen005", 2, _asked_and_answered),
    ("citizen006", 0, _nothing),
)
"""Who applies, how many days ago, and what came of it; the first one is late."""

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""依职权: a case that a body opens itself, such as an inspection or a levy.

Nobody applies, so there is no intake: the body states the matter, and its process begins at once.
Penalties and coercion have procedures of their own and are refused here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from yiwang.cases import events, policies
from yiwang.cases.enums import Action, CaseState, Channel
from yiwang.cases.errors import NotYourCase, OwnCase, TypeNotYetHandled
from yiwang.cases.models import Case
from yiwang.cases.procedures.meant import firm_meant
from yiwang.cases.services import clocks, content, effects, work
from yiwang.cases.states import CASE
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import ItemType
from yiwang.catalogue.errors import ItemNotAppliedFor
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.case_numbers import make_case_number, make_query_code
from yiwang.foundation.identifiers import new_id
from yiwang.identity import selectors as identity
from yiwang.identity.errors import PersonNotFound
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.workflow import engine
from yiwang.workflow import selectors as workflow

FORM = "own-motion"
PROCESSES: Mapping[str, str] = {
    ItemType.LEVY: "default-levy",
    ItemType.INSPECTION: "default-inspection",
}
"""The types that a body may open itself in this way, with the process that suits their law."""


@dataclass(frozen=True, slots=True)
class OwnMotion:
    """What a body opens a case about.

    :ivar party_id: the natural or legal person whom it concerns
    :ivar form: matter, ground, place
    """

    version_id: UUID
    party_id: UUID
    form: Mapping[str, object]


def party_by_number(number: str, name: str = "") -> UUID:
    """Return whom a body means: a firm by its credit code, a person by number and name together.

    :param name: of a person; without it nobody learns whether a number is known here
    :raises LegalPersonNotFound, PersonNotFound, InvalidResidentId: nobody here is meant
    """
    if firm_id := firm_meant(number.strip()):
        return firm_id
    known = identity.index_of_number(number.strip())
    person_id = identity.person_invited(known.index, "".join(name.split()))
    if person_id is None:
        raise PersonNotFound
    return person_id


@transaction.atomic
def open_of_own_motion(*, motion: OwnMotion, actor: Actor, at: datetime) -> Case:
    """Open a case that nobody applied for; the clock starts and the process begins.

    :raises TypeNotYetHandled: people apply for it, or its law has a procedure of its own
    :raises NotYourCase: it is another department's, or the post does not handle cases
    :raises FormInvalid: the matter is not stated in full
    """
    snapshot = _snapshot(motion.version_id, at)
    _check_may_open(snapshot, motion.party_id, actor)
    form_id = forms.newest_form_ids()[FORM]
    data = forms.compiled_form(form_id).validate(motion.form)
    party = identity.applicant_summary(motion.party_id)
    today = clocks.today_of(at)
    case = Case(
        id=new_id(),
        region_code=snapshot.region_code,
        number=make_case_number(division_code=snapshot.region_code, on=today, serial=_serial()),
        query_code=make_query_code(),
        version_id=snapshot.version_id,
        item_code=snapshot.code,
        item_name=snapshot.name,
        item_type=snapshot.item_type,
        department_id=snapshot.department_id,
        applicant_kind=party.kind,
        applicant_id=party.id,
        applicant_name=party.name,
        submitted_by_id=policies.account_of(actor),
        channel=Channel.OTHER,
        state=_accepted(),
        form_data=data,
        submitted_at=at,
        accepted_at=at,
        started_on=today,
        own_form_id=form_id,
        own_process_id=workflow.newest_process_ids()[PROCESSES[snapshot.item_type]],
    )
    clocks.receive(case, at=at)
    clocks.set_deadlines(case)
    _begin(case, snapshot, actor=actor, at=at)
    fact = events.CaseOpenedOfOwnMotion(
        case_id=case.pk,
        number=case.number,
        version_id=case.version_id,
        department_id=case.department_id,
        started_on=today,
        due_on=case.due_on,
        content_sha256=content.digest(data, ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return case


def _snapshot(version_id: UUID, at: datetime) -> catalogue.ItemSnapshot:
    try:
        catalogue.open_snapshot(version_id, clocks.today_of(at))
    except ItemNotAppliedFor:
        snapshot = catalogue.snapshot(version_id)
    else:
        raise TypeNotYetHandled(_("这个事项应当依申请办理，不能依职权立案。"))
    if snapshot.item_type not in PROCESSES:
        raise TypeNotYetHandled
    return snapshot


def _check_may_open(snapshot: catalogue.ItemSnapshot, party_id: UUID, actor: Actor) -> None:
    is_theirs = actor.is_cleared_for(snapshot.department_id, snapshot.code)
    is_here = actor.department_id == snapshot.department_id
    if not (actor.is_staff and actor.has_right(Right.CASES_HANDLE) and is_theirs and is_here):
        raise NotYourCase
    if actor.stands_behind(party_id):
        raise OwnCase


def _accepted() -> CaseState:
    submitted = CASE.transition(CaseState.DRAFT, Action.SUBMIT).target
    return CASE.transition(submitted, Action.ACCEPT).target


def _serial() -> int:
    """Take a whole block of numbers for this one case; such cases are few."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_serial')")
        (number,) = cursor.fetchone()
    return int(number)


def _begin(case: Case, snapshot: catalogue.ItemSnapshot, *, actor: Actor, at: datetime) -> None:
    variables = content.process_variables(case, snapshot)
    progress = engine.start(content.process_of(snapshot, case), variables, at)
    case.process_state = progress.state
    case.process_wakes_at = content.next_waking(progress)
    case.save(force_insert=True)
    effects.perform(case, progress.effects, actor=actor, at=at)
    work.open_steps(case, progress.ready, at=at)

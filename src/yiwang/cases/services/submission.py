# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Submitting an application: the draft becomes a case with a number, a clock and a work item."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from yiwang.cases import events, policies
from yiwang.cases.automation.enums import Automation
from yiwang.cases.enums import Action, ApplicantKind, CaseMode, CaseState, Channel, Purpose
from yiwang.cases.errors import (
    NotAppliedFor,
    NotYourCase,
    NumberTaken,
    OutsideTheMandate,
    OwnCase,
    WrongApplicantKind,
)
from yiwang.cases.lower_body import routing
from yiwang.cases.models import Case, Draft, PreliminaryReview
from yiwang.cases.modes import choosing, offers
from yiwang.cases.services import (
    clocks,
    content,
    entitlements,
    mandates,
    receiving,
    translating,
    work,
)
from yiwang.cases.spared import submitting
from yiwang.cases.states import CASE
from yiwang.cases.together import signing
from yiwang.cases.together.errors import SignaturesMissing
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.case_numbers import make_case_number, make_query_code
from yiwang.foundation.identifiers import new_id
from yiwang.foundation.writes import Writes
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

SERIAL_BLOCK = 64
"""The step of the database sequence ``cases_serial``: numbers that a process takes at once."""


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody hands in.

    :param form: the form's data, unchecked
    :param materials: requirement key → ids of stored files
    :param applicant_id: at the counter, the person who applies; otherwise the actor applies
    :param draft_id: the draft that this replaces
    :param mandate_id: at the counter of a station, what the applicant has entrusted to it;
        otherwise the mandate that the actor acts under counts
    :param scenario: what was answered in the item's scenario
    :param wants_person: no rule shall decide (转人工)
    :param chosen: the way of handling that was signed for; None for the usual one
    :param purpose: what is wanted of something that was granted before
    :param about_id: the entitlement that is to be changed, renewed, replaced or cancelled
    :param language: of translations beside the papers; None for what the account says
    """

    version_id: UUID
    form: object
    materials: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    channel: Channel = Channel.WEB
    applicant_id: UUID | None = None
    draft_id: UUID | None = None
    mandate_id: UUID | None = None
    scenario: Mapping[str, object] | None = None
    wants_person: bool = False
    chosen: offers.Chosen | None = None
    purpose: Purpose = Purpose.NEW
    about_id: UUID | None = None
    language: str | None = None


@transaction.atomic(savepoint=False)
def submit_case(*, application: Application, actor: Actor, at: datetime) -> Case:
    """Turn a complete application into a case.

    :raises ItemNotOpen: the version is not the published one (any more)
    :raises FormInvalid: the form has mistakes, all of them listed
    :raises MaterialMissing: a required material is not there
    :raises WrongApplicantKind: the item serves others
    :raises AssuranceTooLow: the item asks to be surer who applies
    :raises OutsideTheMandate, MandateNotFound: somebody else applies than was entrusted
    :raises DraftNotFound: the draft was submitted or thrown away meanwhile
    :raises EntitlementNotFound, EntitlementNotInForce, WrongPurpose, FollowUpRunning: it is about
        something that cannot be changed (by this item, or any more)
    """
    today = clocks.today_of(at)
    snapshot = catalogue.open_snapshot(application.version_id, today)
    if not snapshot.is_applied_for:
        raise NotAppliedFor
    applicant = _applicant(application, actor, snapshot, at)
    entitlements.check_about(
        about_id=application.about_id,
        purpose=application.purpose,
        applicant_id=applicant.id,
        snapshot=snapshot,
        today=today,
        is_under_mandate=(application.mandate_id or actor.mandate_id) is not None,
    )
    relied = submitting.relied(snapshot, actor, kind=applicant.kind, at=at)
    bound = submitting.with_bound(relied, application.form)
    form = submitting.checked(relied, content.checked_form(snapshot, bound, actor=actor))
    handed = relied.handed(form, application.materials)
    about = _checked_materials(snapshot, form, replace(application, materials=handed))
    hashes = content.own_files(application.materials, actor=actor)
    case = _case(application, snapshot, applicant, form, actor=actor, at=at)
    clocks.receive(case, at=at)
    writes = Writes()
    reviews = routing.sent(case, snapshot)
    found = submitting.attach(relied, case, application.materials, writes)
    writes.insert(case)
    writes.insert(
        *content.material_rows(case, application.materials, at=at),
        *submitting.reused(relied, case, application.materials, at=at),
    )
    writes.insert(*(reviews or (work.intake_item(case, at=at),)))
    facts: list[events.CaseFact] = [_submitted(case, application.materials, hashes), *found]
    if application.chosen is not None and case.mode != CaseMode.STANDARD:
        choice, fact = choosing.signed(
            case, snapshot, about, application.chosen, actor=actor, at=at
        )
        writes.insert(choice)
        facts.append(fact)
    _store(case, snapshot, reviews, writes, facts, actor=actor, at=at)
    _use_up(application, case, snapshot, actor=actor, at=at)
    if application.language is not None:
        translating.filed(case, language=application.language, actor=actor, at=at)
    return case


def _case(
    application: Application,
    snapshot: catalogue.ItemSnapshot,
    applicant: identity.ApplicantSummary,
    form: dict[str, object],
    *,
    actor: Actor,
    at: datetime,
) -> Case:
    """Return the unsaved case that an application becomes."""
    guided = catalogue.filed(snapshot, form, application.scenario)
    return Case(
        id=new_id(),
        region_code=snapshot.region_code,
        number=make_case_number(
            division_code=snapshot.region_code, on=clocks.today_of(at), serial=_serials.take()
        ),
        query_code=make_query_code(),
        version_id=snapshot.version_id,
        item_code=snapshot.code,
        handling_code=guided.handling_code,
        scenario_version_id=guided.scenario_id,
        item_name=snapshot.name,
        item_type=snapshot.item_type,
        department_id=snapshot.department_id,
        applicant_kind=applicant.kind,
        applicant_id=applicant.id,
        applicant_name=applicant.name,
        mandate_id=application.mandate_id or actor.mandate_id,
        agent_id=actor.agent_id,
        submitted_by_id=policies.account_of(actor),
        channel=application.channel,
        mode=application.chosen.mode if application.chosen else CaseMode.STANDARD,
        purpose=application.purpose,
        about_id=application.about_id,
        automation=Automation.DECLINED if application.wants_person else "",
        state=CASE.transition(CaseState.DRAFT, Action.SUBMIT).target,
        form_data=form,
        scenario_answers=guided.answers,
        submitted_at=at,
    )


def _store(
    case: Case,
    snapshot: catalogue.ItemSnapshot,
    reviews: Sequence[PreliminaryReview],
    writes: Writes,
    facts: list[events.CaseFact],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Write the case with all that belongs to it, and its facts, in one statement."""
    facts += routing.facts_of(reviews)
    is_reviewer = bool(reviews) and actor.department_id == reviews[0].lower_id
    taken_in = None if is_reviewer else receiving.taken_in(case, snapshot, actor=actor, at=at)
    if taken_in is not None:
        writes.insert(taken_in[0])
        facts.append(taken_in[1])
    writes.add(*ledger.insert_statement(*facts, actor=actor, at=at, region_code=case.region_code))
    # A counter files with another department, which it does not reach otherwise.
    is_theirs = case.mandate_id is None and taken_in is None and not is_reviewer
    is_for_others = actor.is_staff and not is_theirs
    with reach.everywhere() if is_for_others else nullcontext():
        _write(writes)


def _checked_materials(
    snapshot: catalogue.ItemSnapshot, form: Mapping[str, object], application: Application
) -> tuple[offers.Named, ...]:
    """Check the materials, and return those that the way of handling is about."""
    handed = [key for key, files in application.materials.items() if files]
    about = offers.checked(snapshot, form, application.scenario, application.chosen, handed)
    content.check_materials(
        snapshot,
        form,
        application.materials,
        application.scenario,
        excused=choosing.excused(application.chosen, about),
    )
    return about


def _write(writes: Writes) -> None:
    """Store the case.

    A crash of PostgreSQL can take back a block of numbers that this process still holds; the
    database refuses the number then, and the next try takes a fresh block.

    :raises NumberTaken: ask again
    :raises OutsideTheMandate: the mandate ended a moment ago
    """
    try:
        writes.execute()
    except IntegrityError as error:
        if "is not within its mandate" in str(error):
            raise OutsideTheMandate from error
        if "case_number_once" not in str(error):
            raise
        _serials.forget()
        raise NumberTaken from error


def _use_up(
    application: Application,
    case: Case,
    snapshot: catalogue.ItemSnapshot,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Delete the draft; of two submissions of the same draft only one finds it.

    Of a shared draft everybody has to have signed; at a counter all of them stand there.

    :raises SignaturesMissing: somebody has not
    """
    needs = forms.compiled_form(snapshot.form_id).together if snapshot.form_id else {}
    needs = {} if actor.is_staff else needs
    if application.draft_id is None:
        if needs:
            raise SignaturesMissing(params={"names": "、".join(needs.values())})
        return
    under = Q(mandate_id=case.mandate_id) if case.mandate_id else Q(mandate__isnull=True)
    drafts = Draft.objects.filter(under, id=application.draft_id, applicant_id=case.applicant_id)
    if needs or not drafts.filter(is_shared=False).delete()[0]:
        facts = signing.use_up(drafts, case, form=application.form, materials=application.materials)
        if facts:
            ledger.append(*facts, actor=actor, at=at, region_code=case.region_code)


def _applicant(
    application: Application, actor: Actor, snapshot: catalogue.ItemSnapshot, at: datetime
) -> identity.ApplicantSummary:
    """Return who applies, once it is clear that they may."""
    if actor.is_staff:
        applicant_id = application.applicant_id
        allowed = actor.has_right(Right.COUNTER_ASSIST) and application.channel == Channel.COUNTER
    else:
        applicant_id = actor.applicant_id
        allowed = (
            actor.is_citizen
            and application.applicant_id in (None, applicant_id)
            and application.mandate_id in (None, actor.mandate_id)
        )
    if not allowed or applicant_id is None:
        raise NotYourCase
    if actor.is_staff and not actor.is_cleared_for(snapshot.department_id, snapshot.code):
        raise NotYourCase
    if actor.is_staff and actor.stands_behind(applicant_id):
        raise OwnCase
    _check_may_apply(application, applicant_id, actor, snapshot, at)
    applicant = _summary(applicant_id, actor)
    if applicant.kind not in snapshot.service_objects:
        raise WrongApplicantKind
    return applicant


def _check_may_apply(
    application: Application,
    applicant_id: UUID,
    actor: Actor,
    snapshot: catalogue.ItemSnapshot,
    at: datetime,
) -> None:
    if actor.is_citizen:
        mandates.check_may_apply(actor, snapshot)
        mandates.check_assurance(actor, snapshot)
    elif application.mandate_id is not None:
        mandates.check_station(
            application.mandate_id, snapshot, applicant_id=applicant_id, actor=actor, at=at
        )


def _summary(applicant_id: UUID, actor: Actor) -> identity.ApplicantSummary:
    """Return who applies; nobody needs to be asked who applies for themselves."""
    if applicant_id == actor.person_id and actor.is_citizen and not actor.is_acting_for_another:
        return identity.ApplicantSummary(
            id=applicant_id,
            kind=ApplicantKind.NATURAL,
            name=actor.display_name,
            number_masked="",
            phone_masked="",
        )
    return identity.applicant_summary(applicant_id)


def _submitted(
    case: Case, materials: Mapping[str, Sequence[UUID]], hashes: Mapping[UUID, str]
) -> events.CaseSubmitted:
    pairs = [(key, hashes[file_id]) for key, files in materials.items() for file_id in files]
    return events.CaseSubmitted(
        case_id=case.pk,
        number=case.number,
        version_id=case.version_id,
        department_id=case.department_id,
        channel=case.channel,
        intake_due_on=case.intake_due_on,
        content_sha256=content.digest(case.form_data, pairs),
        mandate_id=case.mandate_id,
    )


class _Serials:
    """Takes numbers from the database's sequence a block at a time, one block per process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = self._end = 0

    def forget(self) -> None:
        """Take a fresh block next time."""
        with self._lock:
            self._next = self._end = 0

    def take(self) -> int:
        with self._lock:
            if self._next == self._end:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT nextval('cases_serial')")
                    (self._next,) = cursor.fetchone()
                self._end = self._next + SERIAL_BLOCK
            self._next += 1
            return self._next - 1


_serials = _Serials()


def next_serial() -> int:
    """Return a serial for the number of a case; no two cases get the same."""
    return _serials.take()

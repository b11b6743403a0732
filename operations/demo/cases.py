# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases in every state, made by the services themselves, some of them in the past weeks."""

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

import typst
from django.utils import timezone

from operations.demo import HOME_COUNTY, signing
from operations.demo.filling import Facts, filled
from operations.loading import Tick
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Channel, DeliveryMethod, NotAcceptedReason, Outcome
from yiwang.cases.models import Case
from yiwang.cases.modes.errors import CheckOutstanding
from yiwang.cases.procedures.bases import articles
from yiwang.cases.procedures.gates import NO_GROUNDS, Grounds
from yiwang.cases.services import decisions, handling, intake, procedures, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

# What happens to the cases, in turn; each item's cases go through all of it.
ENDS: Sequence[str] = (
    "submitted",
    "accepted",
    "closed",
    "correction",
    "in process",
    "refused",
    "suspended",
    "not accepted",
    "decided",
    "withdrawn",
    "closed",
    "extension asked",
)
ITEMS: Sequence[tuple[str, str, bool]] = (
    ("K0008", "scjg", True),
    ("K0004", "scjg", False),
    ("K0043", "ga", False),
    ("K0244", "wj", True),
)
"""Item, beginning of its department's logins, whether enterprises apply."""
SINGLE: Sequence[tuple[str, tuple[str, str, bool]]] = (
    ("closed", ("K0340", "scjg", False)),
    ("in process", ("K0007", "scjg", True)),
    ("accepted", ("K0341", "ga", False)),
    ("closed", ("K0040", "ga", False)),
    ("accepted", ("K0046", "ga", False)),
    ("submitted", ("K0249", "wj", False)),
)
"""One case each of other items, so that desks show more than four."""
OWN: Sequence[tuple[str, str, str, str]] = (
    ("wangxm", "K0004", "scjg", "closed"),
    ("wangxm", "K0004", "scjg", "correction"),
    ("wangxm", "K0004", "scjg", "in process"),
)
"""Beside those, matters of her own for somebody who otherwise acts for her enterprise."""
STREET = "330106002000"
Scans = dict[str, list[UUID]]


def load(tick: Tick, *, at: datetime) -> int:
    """Make the cases, oldest first; return how many there are."""
    wanted = [*((end, item) for end in ENDS for item in ITEMS), *SINGLE]
    for place, (end, (item, prefix, is_firm)) in enumerate(wanted):
        applicant = _applicant(place, is_firm=is_firm)
        begun_at = at - timedelta(days=20 - 20 * place // len(wanted), minutes=7 * place)
        case = submitted(applicant, item, begun_at)
        _Department(prefix).bring(case, end, applicant, begun_at)
        tick(place + 1, len(wanted) + len(OWN))
    for place, (login, item, prefix, end) in enumerate(OWN):
        begun_at = at - timedelta(days=9 - 3 * place)
        case = submitted(_actor(login), item, begun_at)
        _Department(prefix).bring(case, end, _actor(login), begun_at)
        tick(len(wanted) + place + 1, len(wanted) + len(OWN))
    ledger.settle()
    return len(wanted) + len(OWN)


@lru_cache
def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _applicant(place: int, *, is_firm: bool) -> Actor:
    """Return one of the first people, or the enterprise that they represent."""
    logins = ["wangxm", "lijg", "zhangyf", *(f"citizen{number:03}" for number in range(4, 13))]
    actor = _actor(logins[place % len(logins)])
    if not is_firm or actor.person_id is None or actor.account_id is None:
        return actor
    firm = identity.legal_persons_of(actor.person_id)[0].legal_person_id
    return identity.actor_for_account(actor.account_id, acting_for=firm)


def submitted(applicant: Actor, item: str, at: datetime, *, region_code: str = HOME_COUNTY) -> Case:
    """Let somebody apply for themselves, with everything that the item asks for."""
    version_id = _version(item, at, region_code)
    snapshot = catalogue.snapshot(version_id)
    if snapshot.form_id is None:
        raise LookupError(item)
    form = forms.compiled_form(snapshot.form_id)
    data = filled(form.schema, _facts(applicant, at))
    asked = catalogue.materials_for(snapshot, form.validate(data))
    return submission.submit_case(
        application=submission.Application(
            version_id=version_id,
            form=data,
            materials={
                each.key: [_scan(each.name, applicant, at)]
                for each in asked
                if each.is_required or each.is_deferrable
            },
            chosen=signing.as_the_form_says(snapshot, form.validate(data)),
        ),
        actor=applicant,
        at=at,
    )


def taken_in(
    applicant: Actor,
    item: str,
    clerk: Actor,
    at: datetime,
    *,
    scenario: Mapping[str, object] | None = None,
) -> Case:
    """Let a clerk at a counter file an application for somebody who stands there.

    :param scenario: what the clerk asked first, and was answered
    """
    version_id = _version(item, at)
    snapshot = catalogue.snapshot(version_id)
    form = forms.compiled_form(snapshot.form_id or version_id)
    data = filled(form.schema, _facts(applicant, at))
    if scenario:
        data |= catalogue.scenarios.guided_in(snapshot, scenario).walk.filled
    asked = catalogue.materials_for(snapshot, form.validate(data), scenario)
    return submission.submit_case(
        application=submission.Application(
            version_id=version_id,
            form=data,
            materials={
                each.key: [_scan(each.name, clerk, at)] for each in asked if each.is_required
            },
            channel=Channel.COUNTER,
            applicant_id=applicant.applicant_id,
            scenario=scenario,
        ),
        actor=clerk,
        at=at,
    )


def _version(item: str, at: datetime, region_code: str = HOME_COUNTY) -> UUID:
    """Return the version of an item in force at a moment; orders of the demonstration change it."""
    from yiwang.catalogue.models import ImplementationList

    listed = ImplementationList.objects.filter(
        region_code=region_code, base_item__local_code=item
    ).latest("code")
    return catalogue.published_version_id(listed.code, timezone.localdate(at))


def _facts(applicant: Actor, at: datetime) -> Facts:
    own = identity.own_details(applicant)
    return Facts(
        name=own.name,
        number=own.resident_id,
        phone=own.phone,
        uscc=make_test_uscc(1),
        firm="杭州翠竹餐饮有限公司（演示）",
        division=STREET,
        detail="文三路 1 号",
        today=timezone.localdate(at),
    )


def _scan(title: str, owner: Actor, at: datetime) -> UUID:
    return documents.store_upload(
        io.BytesIO(_sheet(title)), name=f"{title[:30]}.pdf", owner=owner, at=at
    ).id


@lru_cache
def _sheet(title: str) -> bytes:
    words = title.replace("#", "").replace("@", "")
    return bytes(typst.compile(f"#set page(width: 15cm, height: 10cm)\n= {words}".encode()))


def bring(case: Case, prefix: str, end: str, applicant: Actor, at: datetime) -> None:
    """Let a department's staff bring a case to where it shall be."""
    _Department(prefix).bring(case, end, applicant, at)


def scans(version_id: UUID, form: Mapping[str, object], owner: Actor, at: datetime) -> Scans:
    """Return a scan for every material that an application has to come with."""
    snapshot = catalogue.snapshot(version_id)
    return {
        each.key: [_scan(each.name, owner, at)]
        for each in catalogue.materials_for(snapshot, form)
        if each.is_required or each.is_deferrable
    }


def completed(
    version_id: UUID, form: Mapping[str, object], applicant: Actor, at: datetime
) -> dict[str, object]:
    """Return a form that was begun, with what it asks for beside that."""
    snapshot = catalogue.snapshot(version_id)
    if snapshot.form_id is None:
        return dict(form)
    return filled(forms.compiled_form(snapshot.form_id).schema, _facts(applicant, at)) | dict(form)


def finish_steps(case: Case, prefix: str, at: datetime) -> None:
    """Let a department's staff do every step that waits before the decision."""
    _Department(prefix).finish(case, at)


class _Department:
    """The staff of one department, who bring a case to where it shall be."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._ways: dict[str, Callable[[Case, Actor, datetime], None]] = {
            "submitted": lambda _case, _applicant, _at: None,
            "accepted": self._accept,
            "in process": self._examine,
            "examined": self._examine_whole,
            "correction": self._correct,
            "not accepted": self._not_accept,
            "suspended": self._suspend,
            "extension asked": self._ask_extension,
            "withdrawn": self._withdraw,
            "decided": lambda case, _applicant, at: self._decide(case, Outcome.GRANTED, at),
            "refused": lambda case, _applicant, at: self._decide(case, Outcome.REFUSED, at),
            "closed": self._close,
            "concluded": lambda case, _applicant, at: self._conclude(case, Outcome.GRANTED, at),
        }

    def bring(self, case: Case, end: str, applicant: Actor, at: datetime) -> None:
        self._ways[end](case, applicant, at + timedelta(minutes=30))

    def _who(self, role: str) -> Actor:
        return _actor(f"{self._prefix}-{role}")

    def _accept(self, case: Case, _applicant: Actor, at: datetime) -> None:
        intake.accept_case(case_id=case.pk, actor=self._who("counter"), at=at)

    def _correct(self, case: Case, _applicant: Actor, at: datetime) -> None:
        intake.ask_correction(
            case_id=case.pk,
            entries=[{"key": "form", "what": "请写明经营场所的门牌号，并补充联系人手机。"}],
            note="补正后我们会在五个工作日内答复。",
            actor=self._who("counter"),
            at=at,
        )

    def _not_accept(self, case: Case, _applicant: Actor, at: datetime) -> None:
        intake.refuse_acceptance(
            case_id=case.pk,
            reason=NotAcceptedReason.NOT_NEEDED,
            explanation="您说明的情形依法不需要办理这个事项。",
            actor=self._who("counter"),
            at=at,
        )

    def _examine(self, case: Case, applicant: Actor, at: datetime) -> None:
        self._accept(case, applicant, at)
        self._step(case, at + timedelta(hours=1))

    def _examine_whole(self, case: Case, applicant: Actor, at: datetime) -> None:
        self._accept(case, applicant, at)
        self.finish(case, at + timedelta(hours=1))

    def finish(self, case: Case, at: datetime) -> None:
        while self._step(case, at):
            pass

    def _step(self, case: Case, at: datetime) -> bool:
        """Do the first step that waits and is not the decision; return whether there was one."""
        waiting = [one for one in cases.open_items(case) if one.kind != handling.DECISION]
        if not waiting:
            return False
        item = waiting[0]
        data = {}
        if item.form_code:
            schema = forms.compiled_form_by_code(item.form_code).schema
            data = filled(schema, _facts(_actor("wangxm"), at), is_complete=True)
        handling.complete_step(
            case_id=case.pk,
            step_key=item.step_key,
            data=data,
            opinion="材料齐全，情况属实。",
            actor=self._who(item.role),
            at=at,
        )
        return True

    def _suspend(self, case: Case, applicant: Actor, at: datetime) -> None:
        self._accept(case, applicant, at)
        if not self._step(case, at + timedelta(hours=1)):
            return
        procedures.suspend_case(
            case_id=case.pk,
            reason="expert_review",
            expected_days=5,
            note="邀请三名专家评审。",
            actor=self._who("handler"),
            at=at + timedelta(hours=2),
        )

    def _ask_extension(self, case: Case, applicant: Actor, at: datetime) -> None:
        self._accept(case, applicant, at)
        asked_at = at + timedelta(hours=1)
        case.refresh_from_db()
        is_in_time = case.due_on is not None and case.due_on > timezone.localdate(asked_at)
        if is_in_time and handling.most_extension_days(case):
            handling.ask_extension(
                case_id=case.pk,
                days=min(5, handling.most_extension_days(case)),
                reason="需要向外地机关核实材料。",
                actor=self._who("handler"),
                at=asked_at,
            )

    def _withdraw(self, case: Case, applicant: Actor, at: datetime) -> None:
        decisions.withdraw_case(case_id=case.pk, actor=applicant, at=at)

    def _decide(self, case: Case, outcome: Outcome, at: datetime) -> None:
        self._accept(case, self._who("counter"), at)
        self._conclude(case, outcome, at)

    def _conclude(self, case: Case, outcome: Outcome, at: datetime) -> None:
        """Do what is left of an accepted case, up to its decision."""
        self.finish(case, at + timedelta(hours=1))
        item = next(one for one in cases.open_items(case) if one.kind == handling.DECISION)
        bases = articles(catalogue.snapshot(case.version_id))
        # Of a refusal that rests on several articles, the first alone: the paper names no other.
        few = Grounds(bases=(0,)) if outcome is Outcome.REFUSED and len(bases) > 1 else NO_GROUNDS
        reasons = "" if outcome is Outcome.GRANTED else "经审查，经营场所不符合规定的条件。"
        decisions.decide_case(
            case_id=case.pk,
            outcome=outcome,
            reasons=reasons,
            actor=self._who(item.role),
            at=at + timedelta(hours=3),
            grounds=few,
        )

    def _close(self, case: Case, _applicant: Actor, at: datetime) -> None:
        self._decide(case, Outcome.GRANTED, at)
        clerk = self._who("counter")
        decisions.deliver_case(
            case_id=case.pk,
            method=DeliveryMethod.COUNTER,
            actor=clerk,
            at=at + timedelta(hours=4),
        )
        with suppress(CheckOutstanding):  # what was promised is looked at first
            decisions.close_case(case_id=case.pk, actor=clerk, at=at + timedelta(hours=5))

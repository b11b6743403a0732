# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases that rest on what government has: a certificate, a data source, an earlier case.

Each applicant looks first, as on the first page of applying, and hands in what was not found.
"""

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import typst
from django.utils import timezone

from operations.demo import HOME_COUNTY, signing
from operations.demo.cases import STREET
from operations.demo.filling import Facts, filled
from operations.loading import Tick
from yiwang.cases import selectors as cases
from yiwang.cases.enums import DeliveryMethod, OriginalResult, Outcome
from yiwang.cases.models import Case, CaseMaterial, Finding
from yiwang.cases.services import decisions, handling, intake, modes, spared, submission
from yiwang.cases.spared.enums import FoundIn
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.catalogue.models import ImplementationList
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

FOOD, BUSINESS, PASSPORT, RENEWAL = "K0008", "K0004", "K0035", "K0046"
REPLACEMENT, HOUSING, SUBSIDY = "K0341", "K0342", "K0160"
PLACE = "西湖区 3 号窗口"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody applies for, and what is not left to chance.

    :ivar consents: sources that may only be asked with a tick
    """

    item: str
    chosen: Mapping[str, Any] = field(default_factory=dict)
    consents: Collection[str] = ()
    is_firm: bool = False


def load(tick: Tick, *, at: datetime) -> int:
    """Make the cases; return how many. A second start adds nothing."""
    if Finding.objects.filter(found_in=FoundIn.EARLIER, case__isnull=False).exists():
        return 0
    made = 0
    for place, (login, tell, days) in enumerate(STORIES):
        try:
            made += tell(login, at - timedelta(days=days, minutes=13 * place))
        except (ItemNotOpen, signing.NotOffered):
            continue  # an older installation, whose lists do not offer it yet
        tick(place + 1, len(STORIES))
    ledger.settle()
    return made


@lru_cache
def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _firm(person: Actor) -> identity.FirmRole | None:
    """Return the first firm that somebody may act for."""
    firms = identity.legal_persons_of(person.person_id) if person.person_id else []
    return firms[0] if firms else None


def _for_firm(person: Actor) -> Actor:
    firm = _firm(person)
    if firm is None or person.account_id is None:
        raise LookupError(person.display_name)
    return identity.actor_for_account(person.account_id, acting_for=firm.legal_person_id)


def _version(item: str, at: datetime) -> UUID:
    """Return the version that was in force then."""
    found = ImplementationList.objects.get(region_code=HOME_COUNTY, base_item__local_code=item)
    return catalogue.published_version_id(found.code, timezone.localdate(at))


@lru_cache
def _sheet(title: str) -> bytes:
    words = title.replace("#", "").replace("@", "")
    return bytes(typst.compile(f"#set page(width: 15cm, height: 10cm)\n= {words}".encode()))


def _file(name: str, owner: Actor, at: datetime) -> UUID:
    content = io.BytesIO(_sheet(name))
    return documents.store_upload(content, name=f"{name[:30]}.pdf", owner=owner, at=at).id


def _facts(person: Actor, chosen: Mapping[str, Any], at: datetime) -> Facts:
    own = identity.own_details(person)
    firm = _firm(person)
    return Facts(
        name=own.name,
        number=own.resident_id,
        phone=own.phone,
        uscc=firm.uscc if firm else make_test_uscc(1),
        firm=firm.legal_person_name if firm else "杭州市西湖区演示店",
        division=STREET,
        detail="文三路 1 号",
        today=timezone.localdate(at),
        chosen=chosen,
    )


def applied(login: str, wish: Wish, at: datetime) -> Case:
    """Look for what is there already, fill in the form with it, and hand in the rest."""
    person = _actor(login)
    actor = _for_firm(person) if wish.is_firm else person
    version_id = _version(wish.item, at)
    snapshot = catalogue.snapshot(version_id)
    form = forms.compiled_form(snapshot.form_id)
    typed = filled(form.schema, _facts(person, wish.chosen, at))
    sheets = spared.look_up(
        version_id=version_id, form=typed, consents=wish.consents, actor=actor, at=at
    )
    typed |= cases.spared.found_form(snapshot, sheets, actor).values
    data = form.validate(typed)
    there = {one.requirement_key for one in sheets if one.counts}
    later = at + timedelta(minutes=6)
    return submission.submit_case(
        application=submission.Application(
            version_id=version_id,
            form=data,
            materials={
                each.key: [_file(each.name, actor, later)]
                for each in catalogue.materials_for(snapshot, data)
                if each.is_uploaded
                and (each.is_required or each.is_deferrable)
                and each.key not in there
            },
            chosen=signing.as_the_form_says(snapshot, data),
        ),
        actor=actor,
        at=later,
    )


def accept(case: Case, prefix: str, at: datetime) -> None:
    intake.accept_case(case_id=case.pk, actor=_actor(f"{prefix}-counter"), at=at)


def _grant(case: Case, prefix: str, person: Actor, at: datetime) -> None:
    """Bring a case through all its steps and hand out what it grants."""
    accept(case, prefix, at)
    conclude(case, prefix, person, at)


def conclude(case: Case, prefix: str, person: Actor, at: datetime) -> None:
    """Bring an accepted case through what is left of it."""
    while waiting := [one for one in cases.open_items(case) if one.kind != handling.DECISION]:
        step = waiting[0]
        schema = forms.compiled_form_by_code(step.form_code).schema if step.form_code else None
        handling.complete_step(
            case_id=case.pk,
            step_key=step.step_key,
            data=filled(schema, _facts(person, {}, at), is_complete=True) if schema else {},
            opinion="数据和材料一致。",
            actor=_actor(f"{prefix}-{step.role}"),
            at=at,
        )
    (last,) = cases.open_items(case)
    decisions.decide_case(
        case_id=case.pk,
        outcome=Outcome.GRANTED,
        reasons="",
        actor=_actor(f"{prefix}-{last.role}"),
        at=at,
    )
    clerk = _actor(f"{prefix}-counter")
    decisions.deliver_case(case_id=case.pk, method=DeliveryMethod.COUNTER, actor=clerk, at=at)
    decisions.close_case(case_id=case.pk, actor=clerk, at=at)


# ── what happens


def _firm_with_a_licence(login: str, at: datetime) -> int:
    """Let a firm's licence be read from the register; the case waits for its handler."""
    case = applied(login, Wish(FOOD, is_firm=True), at)
    accept(case, "scjg", at + timedelta(hours=2))
    doubt_a_sheet(case, at + timedelta(hours=3))
    return 1


def doubt_a_sheet(case: Case, at: datetime) -> None:
    """Let the handler ask the register whether the firm's standing is right."""
    sheet = Finding.objects.get(case=case, requirement_key="business_licence")
    spared.doubt_finding(
        case_id=case.pk,
        finding_id=sheet.pk,
        reason="现场公示的登记状态与查到的不一致，请核对。",
        fields=["status"],
        actor=_actor("scjg-handler"),
        at=at,
    )


def _shop_with_an_earlier_lease(login: str, at: datetime) -> int:
    """Let a clerk see a lease once; for the second shop in it nobody asks for it again."""
    rented = {"place_kind": "premises", "premises_right": "rent"}
    first = applied(login, Wish(BUSINESS, rented), at)
    accept(first, "scjg", at + timedelta(hours=1))
    for copy in CaseMaterial.objects.filter(case=first, requirement_key="premises_proof"):
        modes.check_original(
            case_id=first.pk,
            material_id=copy.pk,
            seen=modes.Seen(OriginalResult.MATCH, "房屋租赁合同 2026-0208 号", PLACE),
            actor=_actor("scjg-counter"),
            at=at + timedelta(hours=2),
        )
    again = at + timedelta(days=3)
    second = applied(login, Wish(BUSINESS, rented), again)
    accept(second, "scjg", again + timedelta(hours=2))
    return 2


def _licence_of_this_platform(login: str, at: datetime) -> int:
    """Let a driving licence be replaced here, and be known here when it is renewed."""
    person = _actor(login)
    first = applied(login, Wish(REPLACEMENT), at)
    _grant(first, "ga", person, at + timedelta(hours=3))
    again = at + timedelta(days=8)
    second = applied(login, Wish(RENEWAL), again)
    accept(second, "ga", again + timedelta(hours=2))
    return 2


def _passport(login: str, at: datetime) -> int:
    """Let the household register fill in the form of a passport."""
    case = applied(login, Wish(PASSPORT, {"kind": "first"}), at)
    accept(case, "ga", at + timedelta(hours=3))
    return 1


def _housing(login: str, at: datetime) -> int:
    """Let three registers answer at once."""
    case = applied(login, Wish(HOUSING), at)
    claim_a_field(case, _actor(login), at + timedelta(hours=1))
    return 1


def claim_a_field(case: Case, actor: Actor, at: datetime) -> None:
    """Let the applicant say that one field of the household register is wrong."""
    sheet = Finding.objects.get(case=case, requirement_key="household_register")
    proof = _file("户口簿增人页", actor, at)
    spared.dispute_finding(
        finding_id=sheet.pk,
        reason="今年三月家里添了孩子，登记的人数还没有更新。",
        claims=[spared.Claim("members", "2", proof)],
        actor=actor,
        at=at,
    )


def _subsidy(login: str, at: datetime) -> int:
    """Let sources be asked that need consent."""
    applied(login, Wish(SUBSIDY, consents=("disability", "social_card")), at)
    return 1


STORIES: Sequence[tuple[str, Callable[[str, datetime], int], int]] = (
    ("wangxm", _firm_with_a_licence, 2),
    ("lijg", _shop_with_an_earlier_lease, 6),
    ("zhangyf", _licence_of_this_platform, 12),
    ("zhangyf", _passport, 2),
    ("wangxm", _housing, 1),
    ("lijg", _subsidy, 1),
)
"""Who applies, what happens, and how many days ago it began."""

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Evidence of who somebody is: recorded, ended, and the level that follows from what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import events, mandate_events
from yiwang.identity.enums import Evidence, EvidenceEnd
from yiwang.identity.models import (
    AssuranceEvidence,
    EvidenceKind,
    EvidenceRule,
    NaturalPerson,
)
from yiwang.identity.policies import SELF_REGISTERED_ASSURANCE
from yiwang.identity.refusals import EvidenceUnknown
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact

COUNTER = "counter"
BATCH = 500

KINDS: Sequence[tuple[str, str, str, int, int | None]] = (
    (Evidence.POPULATION_CHECK, "人口库比对一致", "Agrees with the population register", 2, 1825),
    (Evidence.COUNTER_CARD, "窗口查验身份证原件", "Identity card seen at a counter", 2, 3650),
    (Evidence.COUNTER_REGISTRATION, "窗口当面登记", "Taken down in person", 3, 3650),
    (Evidence.PASSKEY, "绑定通行密钥", "Passkey", 1, None),
    (Evidence.TRANSFERRED, "以往核验结果", "Vouched for before", 1, None),
)
"""Kinds that an installation starts with: code, names, level, days for which they count."""
RULES: Mapping[str, tuple[Sequence[str], int]] = {
    "card-and-register": ((Evidence.COUNTER_CARD, Evidence.POPULATION_CHECK), 3),
    "card-and-passkey": ((Evidence.COUNTER_CARD, Evidence.PASSKEY), 3),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Something to be recorded.

    :param level: where the kind does not say it, for what was vouched for before
    """

    kind: str
    source: str
    reference: str = ""
    level: int | None = None


def load_evidence_kinds() -> int:
    """Store the kinds and rules that are not there yet; edited ones are kept. Return how many."""
    EvidenceKind.objects.bulk_create(_kinds().values(), ignore_conflicts=True)
    rules = [
        EvidenceRule(code=code, kinds=list(kinds), level=level)
        for code, (kinds, level) in RULES.items()
    ]
    EvidenceRule.objects.bulk_create(rules, ignore_conflicts=True)
    return len(KINDS) + len(rules)


def _kinds() -> dict[str, EvidenceKind]:
    return {
        code: EvidenceKind(
            code=code, name_zh=name_zh, name_en=name_en, level=level, valid_days=days
        )
        for code, name_zh, name_en, level, days in KINDS
    }


def known_kind(code: str) -> EvidenceKind:
    """Return a kind of evidence, as edited, else as an installation starts with it.

    :raises EvidenceUnknown: there is none such
    """
    kind = EvidenceKind.objects.filter(pk=code).first() or _kinds().get(code)
    if kind is None:
        raise EvidenceUnknown(params={"kind": code[:40]})
    return kind


def known_rules() -> list[tuple[frozenset[str], int]]:
    """Return which kinds together give which level."""
    stored = [(frozenset(rule.kinds), rule.level) for rule in EvidenceRule.objects.order_by("code")]
    return stored or [(frozenset(kinds), level) for kinds, level in RULES.values()]


def level_of(evidence: Sequence[AssuranceEvidence]) -> int:
    """Return the level that evidence gives together."""
    kinds = frozenset(one.kind for one in evidence)
    alone = [one.level for one in evidence]
    together = [level for wanted, level in known_rules() if wanted <= kinds]
    return max([SELF_REGISTERED_ASSURANCE, *alone, *together])


def record(person: NaturalPerson, seen: Seen, *, actor: Actor, at: datetime) -> AssuranceEvidence:
    """Record evidence about a person whose row the caller has locked; their level follows."""
    before = AssuranceEvidence.objects.filter(
        person=person, kind=seen.kind, ended_at__isnull=True
    ).order_by("id")
    facts = [_end(one, EvidenceEnd.REPLACED, at) for one in before]
    made = made_row(person.id, seen, kind=known_kind(seen.kind), actor=actor, at=at)
    made.save(force_insert=True)
    ledger.append(*facts, fact_of(made), actor=actor, at=at)
    set_level(person, actor=actor, at=at)
    return made


def made_row(
    person_id: UUID, seen: Seen, *, kind: EvidenceKind, actor: Actor, at: datetime
) -> AssuranceEvidence:
    """Return a row of evidence, not yet stored."""
    days = kind.valid_days
    return AssuranceEvidence(
        person_id=person_id,
        kind=kind.code,
        level=kind.level if seen.level is None else seen.level,
        source=seen.source,
        reference=seen.reference[:80],
        account_id=actor.account_id if actor.is_citizen else None,
        staff_id=actor.staff_id,
        department_id=actor.department_id,
        seen_at=at,
        expires_at=at + timedelta(days=days) if days else None,
    )


def fact_of(made: AssuranceEvidence) -> Fact:
    """Return what the ledger has of evidence."""
    return mandate_events.EvidenceRecorded(
        person_id=made.person_id,
        evidence_id=made.id,
        evidence_kind=made.kind,
        source=made.source,
    )


def _end(one: AssuranceEvidence, reason: EvidenceEnd, at: datetime) -> Fact:
    one.ended_at, one.end_reason = at, reason
    one.save(update_fields=["ended_at", "end_reason"])
    return mandate_events.EvidenceEnded(
        person_id=one.person_id, evidence_id=one.id, evidence_kind=one.kind, reason=reason.value
    )


def end(
    person: NaturalPerson,
    kinds: Sequence[str],
    reason: EvidenceEnd,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """End a person's evidence of these kinds; the caller has locked the person."""
    rows = AssuranceEvidence.objects.filter(
        person=person, kind__in=kinds, ended_at__isnull=True
    ).order_by("id")
    facts = [_end(one, reason, at) for one in rows]
    if facts:
        ledger.append(*facts, actor=actor, at=at)
    set_level(person, actor=actor, at=at)


def set_level(person: NaturalPerson, *, actor: Actor, at: datetime) -> None:
    """Bring a locked person's level in line with the evidence that counts."""
    counting = list(AssuranceEvidence.objects.filter(person=person).counting(at).order_by("id"))
    level = level_of(counting)
    if level == person.assurance_level:
        return
    before, person.assurance_level = person.assurance_level, level
    person.save(update_fields=["assurance_level"])
    fact = events.AssuranceChanged(person_id=person.id, before=before, now=level)
    ledger.append(fact, actor=actor, at=at)


def expire_evidence(*, actor: Actor, at: datetime) -> int:
    """End the evidence whose time is over, and lower the levels; return of how many people."""
    due = AssuranceEvidence.objects.expired(at).order_by("person_id")
    people = list(due.values_list("person_id", flat=True).distinct()[:BATCH])
    for person_id in people:
        with transaction.atomic():
            person = NaturalPerson.objects.select_for_update().get(pk=person_id)
            over = AssuranceEvidence.objects.filter(person=person).expired(at)
            end(
                person,
                list(over.order_by("id").values_list("kind", flat=True)),
                EvidenceEnd.EXPIRED,
                actor=actor,
                at=at,
            )
    return len(people)

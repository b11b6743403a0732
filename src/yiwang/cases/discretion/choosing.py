# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Put a case into a tier, and let the leader agree or not that its outcome leaves the span.

Source: 国办发〔2022〕27号: who departs from a benchmark stays within the law, says why, and has the
leader of the body agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.discretion import events
from yiwang.cases.discretion.enums import Consent
from yiwang.cases.discretion.errors import (
    ConsentNotAsked,
    DepartureUnexplained,
    FactsMissing,
    NoBenchmark,
    SpanIsByLaw,
    TierChanged,
    TierNotDue,
)
from yiwang.cases.enums import Action
from yiwang.cases.models import Case, DiscretionChoice
from yiwang.cases.services import clocks, content, work
from yiwang.cases.services.locking import locked_case, save
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

LONGEST = 1900
BEFORE_THE_DECISION = frozenset({Action.COMPLETE_STEP, Action.DECIDE, Action.RESUME})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What whoever handles a case says of its tier.

    :ivar outcome: measure → figure, or conditions
    :ivar reason: why the outcome leaves the span; "" where it stays within
    """

    tier: str
    facts: str
    outcome: Mapping[str, str | Sequence[str]]
    reason: str = ""


@transaction.atomic
def choose_tier(
    *, case_id: UUID, chosen: Chosen, actor: Actor, at: datetime, revision: int | None = None
) -> DiscretionChoice:
    """Put a case into a tier of the benchmark that applies today, in place of what was chosen.

    :param revision: of the choice that the person saw, 0 for none; None when it does not matter
    :raises NoBenchmark: the item has none
    :raises TierNotDue: it is not accepted yet, or decided
    :raises TierUnknown, OutcomeUnfit, FactsMissing: what was said is not complete
    :raises DepartureUnexplained: the outcome leaves the span without a reason
    :raises SpanIsByLaw: the outcome leaves a span that the law itself sets
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_HANDLE, Right.CASES_APPROVE)
    if not may_be_chosen(case):
        raise TierNotDue
    benchmark = _applying(case, at)
    row = DiscretionChoice.objects.filter(case=case).first()
    if revision is not None and revision != (row.revision if row else 0):
        raise TierChanged
    facts = clean_text(chosen.facts, max_length=LONGEST, multiline=True)
    reason = clean_text(chosen.reason, max_length=LONGEST, multiline=True)
    weighed = catalogue.discretion.weigh(benchmark.benchmark, chosen.tier, chosen.outcome)
    if not facts:
        raise FactsMissing
    _check_departures(benchmark, weighed, reason)
    row = row or DiscretionChoice(case=case, revision=0)
    _fill(row, case, benchmark, weighed, facts, reason)
    row.chosen_by_id, row.chosen_at = policies.staff_of(actor), at
    row.chosen_by_name = work.name_in_record(actor)
    row.save()
    save(case)
    fact = events.TierChosen(
        case_id=case.pk,
        benchmark_id=row.benchmark_id,
        tier=row.tier,
        is_within=row.is_within,
        content_sha256=content.digest([row.facts, row.outcome, row.reason], ()),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return row


@transaction.atomic
def answer_departure(
    *, case_id: UUID, is_given: bool, words: str, revision: int, actor: Actor, at: datetime
) -> DiscretionChoice:
    """Agree or not that the outcome leaves the span; somebody else chose it.

    :param revision: of the choice that the leader saw
    :raises SameHands: nobody agrees to their own departure
    :raises ConsentNotAsked: nothing waits, or it was chosen anew since
    """
    case = locked_case(case_id, actor=actor)
    policies.check_has_right(actor, case, Right.CASES_APPROVE)
    row = DiscretionChoice.objects.filter(case=case).first()
    if row is None or row.consent != Consent.ASKED or row.revision != revision:
        raise ConsentNotAsked
    if not may_be_chosen(case):
        raise TierNotDue
    policies.check_other_hands(actor, {row.chosen_by_id})
    row.consent = Consent.GIVEN if is_given else Consent.REFUSED
    row.consent_words = clean_text(words, max_length=LONGEST, multiline=True)
    row.consented_by_id, row.consented_at = policies.staff_of(actor), at
    row.consented_by_name = work.name_in_record(actor)
    row.revision += 1
    row.save()
    save(case)
    fact = events.DepartureAnswered(
        case_id=case.pk, benchmark_id=row.benchmark_id, tier=row.tier, is_given=is_given
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return row


def may_be_chosen(case: Case) -> bool:
    """Tell whether the case is between acceptance and decision."""
    return bool(case.started_on and BEFORE_THE_DECISION & policies.possible_actions(case))


def _applying(case: Case, at: datetime) -> catalogue.discretion.StoredBenchmark:
    snapshot = catalogue.snapshot(case.version_id)
    found = catalogue.discretion.applying(
        snapshot.base_item_id, snapshot.implementation_id, clocks.today_of(at)
    )
    if found is None:
        raise NoBenchmark
    return found


def _check_departures(
    benchmark: catalogue.discretion.StoredBenchmark,
    weighed: catalogue.discretion.Weighed,
    reason: str,
) -> None:
    if not weighed.departures:
        return
    where = "；".join(f"{one.name}{one.span}，实际{one.decided}" for one in weighed.departures)
    if weighed.tier.is_by_law:
        place = catalogue.discretion.wording.place_words(benchmark.benchmark, weighed.tier)
        raise SpanIsByLaw(params={"place": place, "where": where})
    if not reason:
        raise DepartureUnexplained(params={"where": where})


def _fill(
    row: DiscretionChoice,
    case: Case,
    stored: catalogue.discretion.StoredBenchmark,
    weighed: catalogue.discretion.Weighed,
    facts: str,
    reason: str,
) -> None:
    wording = catalogue.discretion.wording
    row.region_code, row.department_id = case.region_code, case.department_id
    row.benchmark_id, row.benchmark_name = stored.id, stored.benchmark.name
    row.tier, row.tier_name = weighed.tier.key, weighed.tier.name
    row.place = wording.place_words(stored.benchmark, weighed.tier)[:700]
    row.facts, row.outcome = facts, weighed.outcome
    row.outcome_words = [
        f"{one.name}：{wording.value_words(one, weighed.outcome[one.key])}"
        for one in stored.benchmark.measures
    ]
    row.departures = [
        {"measure": one.measure, "name": one.name, "span": one.span, "decided": one.decided}
        for one in weighed.departures
    ]
    row.is_within = not weighed.departures
    row.reason = "" if row.is_within else reason
    row.consent = "" if row.is_within else Consent.ASKED
    row.consent_words, row.consented_by_id, row.consented_at = "", None, None
    row.consented_by_name = ""
    row.revision += 1

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a decision, a resumption or a withdrawal asks of the procedures of a case.

A case that has none says so itself; no query is made for it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation

from yiwang.cases import events
from yiwang.cases.enums import (
    RUNNING_PROCEDURES,
    EndedBecause,
    MinutesUse,
    ProcedureState,
)
from yiwang.cases.errors import (
    DiscretionUnexplained,
    HearingRequired,
    HearingRightRuns,
    MinutesNotConsidered,
    ObjectionUnanswered,
    ProcedureOpen,
    ReasonMissing,
)
from yiwang.cases.lower_body import gates as reviews
from yiwang.cases.models import (
    Case,
    ClockStop,
    InterestedParty,
    SpecialProcedure,
    Statement,
)
from yiwang.cases.procedures.bases import Choice, chosen
from yiwang.cases.procedures.kinds import kind_of
from yiwang.cases.queries.timeline import day_in_words
from yiwang.cases.succession import heirs
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.workflow.clock import Procedure

LONGEST = 4000
GRADE = 500


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision rests on, besides its reasons.

    :ivar bases: places in the item's legal bases, counted from 0; None for all of them
    :ivar discretion: the grade of the discretion benchmark (裁量基准) that was applied
    :ivar minutes_use: how far it follows the minutes of the hearing (行政许可法 48)
    """

    bases: Choice = None
    discretion: str = ""
    discretion_reason: str = ""
    minutes_use: MinutesUse | None = None
    minutes_reason: str = ""


NO_GROUNDS = Grounds()


def check_may_decide(case: Case, grounds: Grounds, *, today: date) -> None:
    """Raise while something has to come before the decision of this case.

    :raises NotTheHeir: it is about what another body granted and did not hand on
    :raises HearingRequired, ProcedureOpen: a procedure has not ended
    :raises HearingRightRuns: somebody may still ask for a hearing
    :raises ObjectionUnanswered: what a party said was not answered
    :raises MinutesNotConsidered: a hearing was held, and the decision does not speak of it
    """
    heirs.check_may_decide(case, today)
    if not case.has_procedures:
        return
    procedures = SpecialProcedure.objects.filter(case=case).order_by("planned_at", "id")
    rows = list(procedures.only("kind", "state", "is_required"))
    for each in rows:
        if each.state in RUNNING_PROCEDURES:
            if each.kind == Procedure.HEARING and each.is_required:
                raise HearingRequired
            raise ProcedureOpen(params={"name": kind_of(each.kind).name})
    reviews.check_not_below(case)
    if Statement.objects.filter(case=case, answered_at__isnull=True).exists():
        raise ObjectionUnanswered
    _check_nobody_may_ask(case, today)
    was_heard = any(
        each.kind == Procedure.HEARING and each.state == ProcedureState.CONCLUDED for each in rows
    )
    if was_heard and grounds.minutes_use is None:
        raise MinutesNotConsidered


def _check_nobody_may_ask(case: Case, today: date) -> None:
    waiting = InterestedParty.objects.filter(
        case=case,
        hearing_ask_by__gte=today,
        hearing_asked_at__isnull=True,
        hearing_waived_at__isnull=True,
    )
    last = waiting.order_by("-hearing_ask_by").values_list("hearing_ask_by", flat=True).first()
    if last is not None:
        raise HearingRightRuns(params={"last": day_in_words(last.isoformat())})


def stated(snapshot: catalogue.ItemSnapshot, grounds: Grounds) -> dict[str, object]:
    """Return what a decision stores of its grounds, checked.

    :raises NotThisBasis, NoBasisChosen: the item does not rest on that article; none was left
    :raises DiscretionUnexplained: a benchmark without a reason
    :raises ReasonMissing: the minutes are not followed, and nothing says why
    """
    bases = chosen(snapshot, grounds.bases)
    discretion = clean_text(grounds.discretion, max_length=GRADE)
    why = clean_text(grounds.discretion_reason, max_length=LONGEST, multiline=True)
    if discretion and not why:
        raise DiscretionUnexplained
    minutes_reason = clean_text(grounds.minutes_reason, max_length=LONGEST, multiline=True)
    if grounds.minutes_use not in (None, MinutesUse.ADOPTED) and not minutes_reason:
        raise ReasonMissing
    return {
        "bases": bases,
        "discretion": discretion,
        "discretion_reason": why if discretion else "",
        "minutes_use": grounds.minutes_use or "",
        "minutes_reason": minutes_reason if grounds.minutes_use else "",
    }


def check_may_resume(case: Case, stop: ClockStop) -> None:
    """Raise when the clock is to run again while a procedure stands for its stop.

    :raises ProcedureOpen: the procedure ends by its own conclusion
    """
    if not case.has_procedures:
        return
    owner = SpecialProcedure.objects.filter(stop=stop, state__in=RUNNING_PROCEDURES).first()
    if owner is not None:
        raise ProcedureOpen(params={"name": kind_of(owner.kind).name})


def end_with_the_case(case: Case, because: EndedBecause, *, actor: Actor, at: datetime) -> None:
    """Let what still runs end with a case that ends without a decision, saying why.

    Hearings and other procedures are cancelled, and what nobody answered is laid aside.
    """
    if not case.has_procedures:
        return
    reviews.end(case)
    _cancel_running(case, because, actor=actor, at=at)
    open_ones = Statement.objects.filter(
        case=case, answered_at__isnull=True, ended_at__isnull=True
    ).order_by("received_at", "id")
    for said in open_ones:
        said.ended_at, said.ended_because = at, because
        said.save(update_fields=["ended_at", "ended_because"])
        fact = events.StatementEnded(case_id=case.pk, statement_id=said.pk, because=because.value)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _cancel_running(case: Case, because: EndedBecause, *, actor: Actor, at: datetime) -> None:
    running = SpecialProcedure.objects.filter(case=case, state__in=RUNNING_PROCEDURES)
    with translation.override("zh-hans"):  # what is kept of a procedure is Chinese always
        reason = f"{because.label}，办件终止。"
    for each in running.order_by("planned_at", "id"):
        each.state, each.ended_at, each.findings = ProcedureState.CANCELLED, at, reason
        each.save(update_fields=["state", "ended_at", "findings"])
        fact = events.ProcedureCancelled(case_id=case.pk, procedure_id=each.pk, procedure=each.kind)
        ledger.append(fact, actor=actor, at=at, region_code=case.region_code)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a decision asks of the tier of its case, and what the decision then says of it.

The database asks the same once more (migration 0046).
"""

from dataclasses import replace
from datetime import date

from yiwang.cases.discretion.enums import Consent
from yiwang.cases.discretion.errors import (
    ConsentMissing,
    DiscretionIsChosen,
    TierMissing,
    TierOutdated,
)
from yiwang.cases.discretion.naming import named
from yiwang.cases.enums import Outcome
from yiwang.cases.models import Case, DiscretionChoice
from yiwang.cases.procedures import gates as procedures
from yiwang.cases.procedures.gates import GRADE, LONGEST, Grounds
from yiwang.catalogue import selectors as catalogue


def settled(
    case: Case,
    snapshot: catalogue.ItemSnapshot,
    outcome: Outcome,
    grounds: Grounds,
    *,
    today: date,
) -> Grounds:
    """Return the grounds of a decision that may be made now, with the tier that was chosen.

    What is granted needs a tier where a benchmark applies; a refusal settles no outcome. One query
    for an item without a benchmark, whose discretion stays free text.

    :raises HearingRequired, ProcedureOpen, ObjectionUnanswered, MinutesNotConsidered: see there
    :raises TierMissing, TierOutdated: nobody has chosen a tier of what applies today
    :raises ConsentMissing: the outcome leaves the span, and the leader has not agreed
    :raises DiscretionIsChosen: a tier was typed beside the one that was chosen
    """
    procedures.check_may_decide(case, grounds, today=today)
    if outcome is not Outcome.GRANTED:
        return grounds
    found = catalogue.discretion.applying(snapshot.base_item_id, snapshot.implementation_id, today)
    if found is None:
        return grounds
    choice = DiscretionChoice.objects.filter(case=case).first()
    if choice is None:
        raise TierMissing
    if choice.benchmark_id != found.id:
        raise TierOutdated
    if choice.consent not in ("", Consent.GIVEN):
        raise ConsentMissing
    if grounds.discretion:
        raise DiscretionIsChosen
    return replace(
        grounds,
        discretion=named(choice)[:GRADE],
        discretion_reason="\n".join(filter(None, (choice.facts, choice.reason)))[:LONGEST],
    )

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a version makes of a case: a row of its table, or the doubts that leave it to people.

Live cases and dry runs are judged by the same lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.cases.automation import tables
from yiwang.cases.automation.enums import Automation, Doubt
from yiwang.cases.automation.facts import Fact, specs_of
from yiwang.cases.enums import CaseMode, Purpose, StatementKind
from yiwang.cases.models import Case, Finding, RuleVersion, Statement
from yiwang.catalogue import selectors as catalogue
from yiwang.credit import selectors as credit
from yiwang.foundation.errors import ExpressionFailed
from yiwang.identity import selectors as identity
from yiwang.organizations import selectors as organizations
from yiwang.sharing import selectors as sharing


@dataclass(frozen=True, slots=True)
class Why:
    """One doubt: its code, and what people read."""

    code: Doubt
    text: str

    @property
    def plain(self) -> dict[str, str]:
        return {"code": self.code.value, "text": self.text}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of it; ``row`` is set when a single row applied, whatever it says."""

    row: tables.Row | None
    doubts: tuple[Why, ...]

    @property
    def is_grant(self) -> bool:
        return not self.doubts and self.row is not None and self.row.is_grant


def standing_doubts(case: Case, on: date) -> list[Why]:
    """Return what keeps a rule away from a case whatever its facts are."""
    snapshot = catalogue.snapshot(case.version_id)
    found = []
    if case.automation == Automation.DECLINED:
        found.append(_why(Doubt.ASKED))
    is_usual = case.mode == CaseMode.STANDARD and snapshot.mode == "standard"
    if not is_usual or case.purpose != Purpose.NEW:
        found.append(_why(Doubt.MODE))
    if case.agent_id is not None or case.mandate_id is not None:
        found.append(_why(Doubt.AGENT))
    if organizations.is_labelled(case.department_id, case.item_code):
        found.append(_why(Doubt.LABEL))
    if identity.serves_in(case.applicant_id, case.department_id):
        found.append(_why(Doubt.OWN_CASE))
    found += _said_against(case)
    if not credit.is_trusted(case.applicant_id, on=on):
        found.append(_why(Doubt.CREDIT))
    return found


def _said_against(case: Case) -> list[Why]:
    found = []
    if Statement.objects.filter(case=case, kind=StatementKind.OBJECTION).exists():
        found.append(_why(Doubt.OBJECTION))
    if is_disputed(case):
        found.append(_why(Doubt.DISPUTED))
    return found


def is_disputed(case: Case) -> bool:
    """Return whether the applicant says that something which was found is wrong."""
    return (
        case.found_count > 0
        and Finding.objects.filter(case=case, disputed_at__isnull=False).exists()
    )


def disputed_facts(version: RuleVersion, case: Case, facts: Sequence[Fact]) -> list[Why]:
    """Return the facts that the applicant has asked a provider to correct, and nobody answered."""
    asked = sharing.open_corrections(case.applicant_id, {one.source for one in facts if one.source})
    keys = {one.name: one.key for one in specs_of(version.facts)}
    return [
        Why(Doubt.DISPUTED, f"{one.source_name}：{one.label}")
        for one in facts
        if keys.get(one.name) in asked.get(one.source, ())
    ]


def judge(
    version: RuleVersion, case: Case, facts: Sequence[Fact], standing: Sequence[Why] = ()
) -> Judgement:
    """Return what a version makes of a case with these facts.

    :param standing: doubts that were there before anything was asked
    """
    doubts = [*standing, *_doubtful(facts)]
    table = tables.compiled(version.table_xml)
    if table is None:
        return Judgement(None, (*doubts, _why(Doubt.NO_ROW)))
    if any(one.code in (Doubt.SOURCE, Doubt.MISSING) for one in doubts):
        return Judgement(None, tuple(doubts))
    row, why = _row(table, case, facts)
    if why is None and row is not None and not row.is_grant:
        why = Why(Doubt.RULE, row.reason)
    return Judgement(row, (*doubts, why) if why else tuple(doubts))


def _doubtful(facts: Sequence[Fact]) -> list[Why]:
    found = []
    for fact in facts:
        if fact.state == "unavailable":
            found.append(Why(Doubt.SOURCE, f"{fact.source_name}：{fact.label}"))
        elif fact.state == "missing":
            found.append(Why(Doubt.MISSING, fact.label))
    return found


def _row(
    table: tables.RuleTable, case: Case, facts: Sequence[Fact]
) -> tuple[tables.Row | None, Why | None]:
    variables = {"form": case.form_data, "facts": {one.name: one.value for one in facts}}
    try:
        given = table.given(variables)
    except ExpressionFailed as refusal:
        return None, Why(Doubt.MISSING, str(refusal))
    if empty := table.nulls(given):
        return None, Why(Doubt.MISSING, "、".join(empty))
    rows = table.matching(given)
    if not rows:
        return None, _why(Doubt.NO_ROW)
    if len(rows) > 1:
        return None, Why(Doubt.OVERLAP, "、".join(str(row.number) for row in rows))
    return rows[0], None


def _why(code: Doubt) -> Why:
    return Why(code, "")

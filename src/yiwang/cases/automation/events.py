# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that rules write to the ledger: ids, codes and numbers, never what a source said."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class RuleFact(Fact):
    """A fact about one rule set."""

    subject_type = "rule_set"
    subject_field = "rule_set_id"

    rule_set_id: UUID | None


@dataclass(frozen=True)
class RuleSetMade(RuleFact):
    kind = "cases.rule_set_made"

    base_item_id: UUID
    implementation_id: UUID | None


@dataclass(frozen=True)
class RuleDraftSaved(RuleFact):
    kind = "cases.rule_draft_saved"

    version_id: UUID
    number: int
    sha256: str


@dataclass(frozen=True)
class RuleProposed(RuleFact):
    kind = "cases.rule_proposed"

    version_id: UUID
    number: int
    sha256: str


@dataclass(frozen=True)
class RuleReturned(RuleFact):
    """A proposed version goes back to its editors."""

    kind = "cases.rule_returned"

    version_id: UUID
    number: int


@dataclass(frozen=True)
class RulePublished(RuleFact):
    kind = "cases.rule_published"

    version_id: UUID
    number: int
    sha256: str
    dry_run_id: UUID
    valid_from: date


@dataclass(frozen=True)
class RuleWithdrawn(RuleFact):
    kind = "cases.rule_withdrawn"

    version_id: UUID
    number: int


@dataclass(frozen=True)
class RulesStopped(RuleFact):
    """The kill switch was pulled; no rule set means all of them."""

    kind = "cases.rules_stopped"

    stop_id: UUID


@dataclass(frozen=True)
class RestartAsked(RuleFact):
    kind = "cases.rules_restart_asked"

    stop_id: UUID


@dataclass(frozen=True)
class RulesRestarted(RuleFact):
    kind = "cases.rules_restarted"

    stop_id: UUID


@dataclass(frozen=True)
class DryRunStarted(RuleFact):
    kind = "cases.dry_run_started"

    dry_run_id: UUID
    version_id: UUID
    sha256: str
    wanted: int


@dataclass(frozen=True)
class DryRunFinished(RuleFact):
    kind = "cases.dry_run_finished"

    dry_run_id: UUID
    version_id: UUID
    done: int
    agreed: int
    wrong: int
    passed: int


@dataclass(frozen=True)
class CaseRuleFact(Fact):
    """A fact about one case that a rule has looked at."""

    subject_type = "case"
    subject_field = "case_id"

    case_id: UUID


@dataclass(frozen=True)
class DecidedByRule(CaseRuleFact):
    """A rule granted; the decision is a fact of its own."""

    kind = "cases.decided_by_rule"

    version_id: UUID
    row: int
    facts_sha256: str
    milliseconds: int


@dataclass(frozen=True)
class RuleGaveUp(CaseRuleFact):
    """The job that should have decided failed for good, so that people decide.

    :param trouble: name of what went wrong, never its words: they may hold personal data
    """

    kind = "cases.rule_gave_up"

    version_id: UUID
    attempts: int
    trouble: str


@dataclass(frozen=True)
class PassedToAPerson(CaseRuleFact):
    """A rule left the case to people; the doubts are codes."""

    kind = "cases.passed_to_a_person"

    version_id: UUID
    doubts: tuple[str, ...]
    milliseconds: int


@dataclass(frozen=True)
class PersonAskedFor(CaseRuleFact):
    """The applicant wants a person to decide."""

    kind = "cases.person_asked_for"


@dataclass(frozen=True)
class RecheckDrawn(CaseRuleFact):
    kind = "cases.recheck_drawn"

    recheck_id: UUID
    draw: int


@dataclass(frozen=True)
class RecheckDone(CaseRuleFact):
    kind = "cases.recheck_done"

    recheck_id: UUID
    is_different: bool


@dataclass(frozen=True)
class RecheckOpened(CaseRuleFact):
    """Somebody begins to judge again; the case stays shut to them until it is done."""

    kind = "cases.recheck_opened"

    recheck_id: UUID


@dataclass(frozen=True)
class RuleObjectionFiled(CaseRuleFact):
    """The applicant objects to what a rule decided; the facts are named, not told."""

    kind = "cases.rule_objection_filed"

    objection_id: UUID
    disputed: tuple[str, ...]
    due_on: date
    words_sha256: str


@dataclass(frozen=True)
class RuleObjectionAnswered(CaseRuleFact):
    """A person looked at a decision by rule and said whether it stands."""

    kind = "cases.rule_objection_answered"

    objection_id: UUID
    is_wrong: bool
    is_late: bool
    words_sha256: str


@dataclass(frozen=True)
class RuleObjectionOverdue(CaseRuleFact):
    """Nobody answered an objection within its days; supervision hears of it."""

    kind = "cases.rule_objection_overdue"

    objection_id: UUID
    due_on: date

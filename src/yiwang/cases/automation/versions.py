# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rule sets and their versions: written by some, proposed by one, published by another."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.cases.automation import checking, events, reaching
from yiwang.cases.automation.enums import DryRunState, RuleState
from yiwang.cases.automation.errors import (
    DryRunDiffers,
    DryRunMissing,
    RuleChanged,
    RuleDraftExists,
    RuleInvalid,
    RuleNeedsAnother,
    RuleSetExists,
    RuleSetNotFound,
)
from yiwang.cases.automation.reaching import Act
from yiwang.cases.errors import ReasonMissing
from yiwang.cases.models import DryRun, RuleSet, RuleVersion
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.errors import FieldError
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

LARGEST_TABLE: Final = 200_000
MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """What a version says: everything that decides.

    :ivar facts: the fields of ``facts.FactSpec``, one mapping for each
    :ivar steps: element of the process → data of that step's form
    """

    table_xml: str
    valid_from: date
    facts: Sequence[Mapping[str, str]] = ()
    steps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sample_percent: int = 5
    most_differences: int = 1


@transaction.atomic
def make_rule_set(
    *, name: str, item_code: str, is_for_all: bool, actor: Actor, at: datetime
) -> RuleSet:
    """Begin the rules of an item, without a version yet.

    :param item_code: implementation code of the list; its base item's rules with ``is_for_all``
    :raises RuleSetExists: it has some
    :raises ItemNotFound: no list has this code
    """
    reaching.check_may(actor, Act.WRITE)
    snapshot = catalogue.snapshot(catalogue.published_version_id(item_code, timezone.localdate(at)))
    region = catalogue.scope_of(snapshot.base_item_id) if is_for_all else snapshot.region_code
    department_id = None if is_for_all else snapshot.department_id
    reaching.check_may_for(actor, region, department_id)
    try:
        with transaction.atomic():
            made = RuleSet.objects.create(
                name=clean_text(name, max_length=100),
                base_item_id=snapshot.base_item_id,
                implementation_id=None if is_for_all else snapshot.implementation_id,
                region_code=region,
                department_id=department_id,
                created_by_id=reaching.staff_of(actor),
                created_at=at,
            )
    except IntegrityError as error:
        raise RuleSetExists from error
    fact = events.RuleSetMade(
        rule_set_id=made.pk,
        base_item_id=made.base_item_id,
        implementation_id=made.implementation_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=region)
    return made


@transaction.atomic
def save_draft(
    *, rule_set_id: UUID, rule: Rule, revision: int, actor: Actor, at: datetime
) -> RuleVersion:
    """Keep a draft of the next version, right or not; a dry run of what it said counts no more.

    :param revision: that the editor saw; 0 begins a draft
    :raises RuleChanged: somebody changed it since, or proposed it
    :raises RuleDraftExists: there is one already
    """
    rules = _locked_set(rule_set_id)
    reaching.check_may(actor, Act.WRITE, rules)
    made = rules.versions.exclude(state__in=[RuleState.PUBLISHED, RuleState.WITHDRAWN]).first()
    if made is not None and not revision:
        raise RuleDraftExists
    if made is None and revision:
        raise RuleChanged
    if made is not None and (made.revision != revision or made.state != RuleState.DRAFT):
        raise RuleChanged
    if made is None:
        made = RuleVersion(rule_set=rules, number=_next_number(rules), revision=0)
    _fill(made, rule)
    made.revision += 1
    made.changed_at = at
    made.editors = sorted({*made.editors, reaching.staff_of(actor)})
    made.save()
    fact = events.RuleDraftSaved(
        rule_set_id=rules.pk,
        version_id=made.pk,
        number=made.number,
        sha256=made.content_sha256,
    )
    ledger.append(fact, actor=actor, at=at, region_code=rules.region_code)
    return made


def digest(rule: Rule) -> str:
    """Return the SHA-256 of everything that decides; a dry run counts for this alone."""
    parts = [
        rule.table_xml,
        [dict(one) for one in rule.facts],
        {name: dict(data) for name, data in rule.steps.items()},
        rule.sample_percent,
        rule.most_differences,
        rule.valid_from.isoformat(),
    ]
    return hashlib.sha256(canonical_json(parts)).hexdigest()


def rule_of(version: RuleVersion) -> Rule:
    """Return what a version says, for the next one to begin with."""
    return Rule(
        table_xml=version.table_xml,
        valid_from=version.valid_from,
        facts=version.facts,
        steps=version.steps,
        sample_percent=version.sample_percent,
        most_differences=version.most_differences,
    )


@transaction.atomic
def propose_version(*, version_id: UUID, revision: int, actor: Actor, at: datetime) -> RuleVersion:
    """Hand a version to somebody else to publish; it is checked now.

    :raises RuleInvalid: gaps, overlaps, unknown facts, …; ``errors`` name the places
    """
    version = _locked_version(version_id, revision, RuleState.DRAFT)
    reaching.check_may(actor, Act.WRITE, version.rule_set)
    _check_valid(version)
    version.state = RuleState.PROPOSED
    version.proposed_by_id, version.proposed_at = reaching.staff_of(actor), at
    version.revision += 1
    version.save(update_fields=["state", "proposed_by_id", "proposed_at", "revision"])
    _note(events.RuleProposed, version, actor, at, sha256=version.content_sha256)
    return version


@transaction.atomic
def return_version(*, version_id: UUID, revision: int, actor: Actor, at: datetime) -> RuleVersion:
    """Give a proposed version back to its editors, or take it back as one of them."""
    version = _locked_version(version_id, revision, RuleState.PROPOSED)
    is_writer = reaching.may(actor, Act.WRITE, version.rule_set)
    if not is_writer:
        reaching.check_may(actor, Act.PUBLISH, version.rule_set)
    version.state = RuleState.DRAFT
    version.proposed_by_id = version.proposed_at = None
    version.revision += 1
    version.save(update_fields=["state", "proposed_by_id", "proposed_at", "revision"])
    _note(events.RuleReturned, version, actor, at)
    return version


@transaction.atomic
def publish_version(
    *,
    version_id: UUID,
    revision: int,
    accepts_differences: bool,
    actor: Actor,
    at: datetime,
) -> RuleVersion:
    """Let a version decide from its day on.

    :param accepts_differences: the publisher has seen what the dry run found
    :raises RuleNeedsAnother: the actor wrote or proposed it
    :raises RuleInvalid: it has mistakes
    :raises DryRunMissing: this very version was not tried on past cases
    :raises DryRunDiffers: it would have granted what people refused
    """
    version = _locked_version(version_id, revision, RuleState.PROPOSED)
    reaching.check_may(actor, Act.PUBLISH, version.rule_set)
    staff_id = reaching.staff_of(actor)
    if staff_id == version.proposed_by_id or staff_id in version.editors:
        raise RuleNeedsAnother
    _check_valid(version)
    run = _dry_run_of(version)
    if run.wrong and not accepts_differences:
        raise DryRunDiffers(params={"count": run.wrong})
    version.state = RuleState.PUBLISHED
    version.published_by_id, version.published_at = staff_id, at
    version.revision += 1
    version.save(update_fields=["state", "published_by_id", "published_at", "revision"])
    _note(
        events.RulePublished,
        version,
        actor,
        at,
        sha256=version.content_sha256,
        dry_run_id=run.pk,
        valid_from=version.valid_from,
    )
    return version


@transaction.atomic
def withdraw_version(*, version_id: UUID, reason: str, actor: Actor, at: datetime) -> RuleVersion:
    """End a published version; the one before it, where there is one, decides again.

    :raises ReasonMissing: nobody says why
    """
    version = _locked_version(version_id, None, RuleState.PUBLISHED)
    reaching.check_may(actor, Act.PUBLISH, version.rule_set)
    words = clean_text(reason, max_length=2000, multiline=True)
    if not words:
        raise ReasonMissing
    version.state, version.end_reason = RuleState.WITHDRAWN, words
    version.ended_by_id, version.ended_at = reaching.staff_of(actor), at
    version.save(update_fields=["state", "end_reason", "ended_by_id", "ended_at"])
    _note(events.RuleWithdrawn, version, actor, at)
    return version


def _fill(version: RuleVersion, rule: Rule) -> None:
    faults = checking.shape_faults(rule.facts, rule.steps)
    if len(rule.table_xml) > LARGEST_TABLE:
        faults.append(FieldError("/table", "too_large", _("决策表太大。")))
    if "\x00" in rule.table_xml:
        faults.append(FieldError("/table", "characters", _("决策表里有不能保存的字符。")))
    for path, value in (("sample_percent", rule.sample_percent),):
        if not 1 <= value <= 100:
            faults.append(FieldError(f"/{path}", "range", _("抽查比例为1到100。")))
    if not 0 <= rule.most_differences <= 100:
        faults.append(FieldError("/most_differences", "range", _("允许的差异为0到100件。")))
    if faults:
        raise RuleInvalid(params={"summary": _summary(faults)}, errors=faults)
    version.table_xml, version.valid_from = rule.table_xml, rule.valid_from
    version.facts = [dict(one) for one in rule.facts]
    version.steps = {name: dict(data) for name, data in rule.steps.items()}
    version.sample_percent = rule.sample_percent
    version.most_differences = rule.most_differences
    version.content_sha256 = digest(rule)


def _check_valid(version: RuleVersion) -> None:
    if faults := checking.faults_of(version):
        raise RuleInvalid(params={"summary": _summary(faults)}, errors=faults)


def _summary(faults: Sequence[FieldError]) -> str:
    shown = "；".join(str(fault.message).rstrip("。") for fault in faults[:MOST_NAMED])
    return shown + (_("等%(count)d处") % {"count": len(faults)} if len(faults) > MOST_NAMED else "")


def _dry_run_of(version: RuleVersion) -> DryRun:
    run = (
        version.dry_runs.filter(state=DryRunState.FINISHED, content_sha256=version.content_sha256)
        .order_by("-finished_at")
        .first()
    )
    if run is None:
        raise DryRunMissing
    return run


def _next_number(rules: RuleSet) -> int:
    newest = rules.versions.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def _locked_set(rule_set_id: UUID) -> RuleSet:
    found = RuleSet.objects.select_for_update(of=("self",)).filter(pk=rule_set_id).first()
    if found is None:
        raise RuleSetNotFound
    return found


def _locked_version(version_id: UUID, revision: int | None, state: RuleState) -> RuleVersion:
    found = (
        RuleVersion.objects.select_for_update(of=("self",))
        .select_related("rule_set")
        .filter(pk=version_id)
        .first()
    )
    if found is None:
        raise RuleSetNotFound
    if found.state != state or (revision is not None and found.revision != revision):
        raise RuleChanged
    return found


def _note(kind: Any, version: RuleVersion, actor: Actor, at: datetime, **more: Any) -> None:
    fact = kind(
        rule_set_id=version.rule_set_id, version_id=version.pk, number=version.number, **more
    )
    ledger.append(fact, actor=actor, at=at, region_code=version.rule_set.region_code)

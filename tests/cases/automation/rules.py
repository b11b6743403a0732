# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A rule for the shop of the test world: who lives here and keeps a shop is granted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests import factories
from tests.cases import world as w
from tests.factories import Item, World
from tests.sharing import world as sources
from yiwang.cases.automation import dry_runs, versions
from yiwang.cases.automation.versions import Rule
from yiwang.cases.models import Case, DryRun, RuleSet, RuleVersion
from yiwang.foundation.actors import Actor
from yiwang.identity.models import NaturalPerson
from yiwang.organizations.enums import Right, StandardPost

Columns = Sequence[tuple[str, str, str]]
"""Label, expression, allowed values ("" for none)."""
COLUMNS: Columns = (
    ("业态", "form.kind", '"shop", "stall"'),
    ("户籍在本地", "facts.lives_here", "true, false"),
    ("户内人数", "facts.members", ""),
)
ROWS: Sequence[tuple[str, ...]] = (
    ('"shop"', "true", "<= 5", '"grant"', '"本地居民的店铺，当场准予。"'),
    ('"shop"', "true", "> 5", '"person"', '"人数较多，请工作人员核对。"'),
    ('"shop"', "false", "-", '"person"', '"户籍不在本地。"'),
    ('"stall"', "-", "-", '"person"', '"摊位由工作人员办理。"'),
)
FACTS: Sequence[dict[str, str]] = (
    {
        "name": "lives_here",
        "label": "户籍在本地",
        "source": sources.HOUSEHOLD,
        "key": "address",
        "read": "within",
    },
    {
        "name": "members",
        "label": "户内人数",
        "source": sources.HOUSEHOLD,
        "key": "members",
        "read": "value",
    },
)
STEPS = {"review": {"conclusion": "pass"}}


def dmn(
    rows: Sequence[Sequence[str]] = ROWS, *, columns: Columns = COLUMNS, policy: str = "UNIQUE"
) -> str:
    """Return the DMN file of a rule."""
    inputs = "".join(
        f"<input id='i{place}' label={quoteattr(label)}><inputExpression id='x{place}' "
        f"expressionLanguage='cel'><text>{escape(source)}</text></inputExpression>"
        + (f"<inputValues id='v{place}'><text>{escape(values)}</text></inputValues>" * bool(values))
        + "</input>"
        for place, (label, source, values) in enumerate(columns)
    )
    made = ""
    for number, row in enumerate(rows):
        *cells, outcome, reason = row
        entries = "".join(
            f"<inputEntry id='c{number}-{place}'><text>{escape(cell)}</text></inputEntry>"
            for place, cell in enumerate(cells)
        )
        answers = "".join(
            f"<outputEntry id='o{number}-{place}'><text>{escape(text)}</text></outputEntry>"
            for place, text in enumerate((outcome, reason))
        )
        made += f"<rule id='r{number}'>{entries}{answers}</rule>"
    return (
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='规则' "
        "namespace='urn:tests'><decision id='rule' name='规则'>"
        f"<decisionTable id='t' hitPolicy='{policy}'>{inputs}"
        "<output id='o1' name='outcome'/><output id='o2' name='reason'/>"
        f"{made}</decisionTable></decision></definitions>"
    )


def rule(**changed: Any) -> Rule:
    stated = Rule(
        table_xml=dmn(),
        valid_from=date(2026, 1, 5),
        facts=FACTS,
        steps=STEPS,
        sample_percent=100,
        most_differences=0,
    )
    return replace(stated, **changed)


def staff(world: World, *rights: Right) -> Actor:
    """Return somebody of the department with these rights."""
    return world.actor(factories.staff_account(world.department, rights=rights, at=w.LONG_AGO))


def editor(world: World) -> Actor:
    return staff(world, Right.CATALOGUE_EDIT, Right.WORKFLOW_EDIT, Right.CASES_READ)


def publisher(world: World) -> Actor:
    return staff(world, Right.CATALOGUE_PUBLISH)


def supervisor(world: World) -> Actor:
    return world.actor(
        factories.staff_account(world.department, StandardPost.APPROVER, at=w.LONG_AGO)
    )


def rule_set(
    world: World,
    item: Item | None = None,
    *,
    actor: Actor | None = None,
    at: datetime = w.LONG_AGO,
) -> RuleSet:
    """Begin the rules of a list of the department."""
    if not sources.DataSource.objects.filter(pk=sources.HOUSEHOLD).exists():
        sources.source()
    return versions.make_rule_set(
        name="店铺登记秒批",
        item_code=(item or world.shop).code,
        is_for_all=False,
        actor=actor or editor(world),
        at=at,
    )


def draft(world: World, rules: RuleSet, *, actor: Actor | None = None, **changed: Any):
    return versions.save_draft(
        rule_set_id=rules.pk,
        rule=rule(**changed),
        revision=0,
        actor=actor or editor(world),
        at=w.LONG_AGO,
    )


def proposed(world: World, rules: RuleSet, **changed: Any) -> RuleVersion:
    made = draft(world, rules, **changed)
    return versions.propose_version(
        version_id=made.pk, revision=made.revision, actor=editor(world), at=w.LONG_AGO
    )


def tried(version: RuleVersion, actor: Actor, *, at: datetime = w.LONG_AGO) -> DryRun:
    run = dry_runs.start(version_id=version.pk, wanted=100, actor=actor, at=at)
    return dry_runs.run_to_its_end(dry_run_id=run.pk, at=at)


def published(world: World, rules: RuleSet | None = None, **changed: Any) -> RuleVersion:
    """Return a rule that decides the shop's cases."""
    made = proposed(world, rules or rule_set(world), **changed)
    by = publisher(world)
    tried(made, by)
    return versions.publish_version(
        version_id=made.pk,
        revision=made.revision,
        accepts_differences=True,
        actor=by,
        at=w.LONG_AGO,
    )


def applicant(world: World) -> NaturalPerson:
    return NaturalPerson.objects.get(pk=w.citizen(world).person_id)


def lives_here(world: World, **changed: Any) -> None:
    """Let the register of households know the citizen of the world."""
    values = {"address": {"division": "330106000000", "detail": "文三路1号"}, "members": 3}
    sources.knows(applicant(world), values=values | changed)


def just_submitted(world: World, item: Item | None = None) -> Case:
    """Return a case that has come in this moment."""
    return factories.submitted_case(world, item=item)

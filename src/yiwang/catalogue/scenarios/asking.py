# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What scenarios can be asked: the next question, and everything about where the answers led."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from yiwang.catalogue import browsing
from yiwang.catalogue.content import Fee, MaterialRequirement, Step, TimeLimit
from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.guidance_refusals import AnswersDoNotFit, ScenarioNotFound
from yiwang.catalogue.models import BaseItem, BaseItemVersion, ScenarioVersion
from yiwang.catalogue.opening import materials_for, published_version_id
from yiwang.catalogue.placing import ItemHit
from yiwang.catalogue.scenarios import keeping
from yiwang.catalogue.scenarios.checking import scenario_faults, spared
from yiwang.catalogue.scenarios.keeping import Stored as Stored
from yiwang.catalogue.scenarios.shape import Outcome, Scenario, read_scenario
from yiwang.catalogue.scenarios.shape import dump_scenario as dump_scenario
from yiwang.catalogue.scenarios.walking import NoWayOn as NoWayOn
from yiwang.catalogue.scenarios.walking import Walk
from yiwang.catalogue.scenarios.walking import walk as walk
from yiwang.catalogue.snapshots import ItemSnapshot, snapshot
from yiwang.foundation import cel
from yiwang.foundation.codes.items import parse_handling_code
from yiwang.foundation.errors import FieldError


@dataclass(frozen=True, slots=True)
class Handling:
    """A handling item (业务办理项) of one list: exactly what this situation takes.

    :ivar code: 33 characters; "" when nobody applies
    :ivar depends: materials that depend on what nobody has asked yet
    :ivar elsewhere: the item that is the right one, where it is offered
    """

    code: str
    outcome: Outcome
    materials: tuple[MaterialRequirement, ...]
    depends: tuple[MaterialRequirement, ...]
    fees: tuple[Fee, ...]
    limit: TimeLimit | None
    visits: int
    steps: tuple[Step, ...]
    elsewhere: ItemHit | None


@dataclass(frozen=True, slots=True)
class Filed:
    """What a case keeps of the scenario that was followed before it was filed.

    :ivar handling_code: 33 characters; "" when the answers lead to no handling item
    :ivar scenario_id: the version whose questions were asked; None when nobody was guided
    :ivar answers: those that it asked for
    """

    handling_code: str = ""
    scenario_id: UUID | None = None
    answers: Mapping[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class Guided:
    """A scenario as far as somebody has come in it.

    :ivar handling: where the answers have led; None on the way
    """

    item: ItemSnapshot
    stored: Stored
    walk: Walk
    handling: Handling | None

    @property
    def tag(self) -> str:
        """Changes when anything that the pages of this scenario show does."""
        return f"{self.item.version_id.hex}-{self.stored.id.hex}"


def has_scenario(base_item_id: UUID) -> bool:
    """Return whether a scenario is in force for a base item."""
    return keeping.published_id(base_item_id) is not None


def guided(code: str, answers: Mapping[str, object], on: date | None = None) -> Guided:
    """Return how far the answers lead in the scenario of a list's item.

    :param code: implementation code of the list
    :raises ItemNotFound, ItemNotOpen, ItemWithdrawn: there is no such list in force
    :raises ScenarioNotFound: its item has no scenario
    :raises AnswersDoNotFit: one is no answer to its question
    """
    item = snapshot(published_version_id(code, on or timezone.localdate()))
    return guided_in(item, answers)


def guided_in(
    item: ItemSnapshot, answers: Mapping[str, object], scenario_id: UUID | None = None
) -> Guided:
    """Return how far the answers lead in the scenario of an item at hand.

    :param scenario_id: the version that a case was filed with; None for the one in force
    """
    if scenario_id is None:
        stored = keeping.published(item.base_item_id)
    else:
        stored = keeping.stored(scenario_id)
    walked = walk(stored.scenario, answers, stored.table)
    handling = handling_of(item, walked) if walked.outcome else None
    return Guided(item, stored, walked, handling)


def handling_of(item: ItemSnapshot, walked: Walk) -> Handling:
    """Return everything about where a walk has ended, for one list."""
    outcome = walked.outcome
    if outcome is None:
        raise ItemNotFound
    certain, depends = _materials(item, outcome, walked.filled)
    applies = outcome.situation is not None
    limits = [limit for limit in (item.promise_limit, outcome.limit) if limit is not None]
    return Handling(
        code=_handling_code(item.code, outcome),
        outcome=outcome,
        materials=certain if applies else (),
        depends=depends if applies else (),
        fees=tuple(f for f in item.fees if outcome.fees is None or f.name in outcome.fees),
        limit=min(limits, key=lambda limit: limit.weight, default=None),
        visits=item.visits if outcome.visits is None else min(item.visits, outcome.visits),
        steps=tuple(s for s in item.steps if outcome.steps is None or s.name in outcome.steps),
        elsewhere=_elsewhere(item, outcome),
    )


def materials_in(
    item: ItemSnapshot,
    form: Mapping[str, object],
    scenario: Mapping[str, object] | None = None,
    *,
    scenario_id: UUID | None = None,
) -> tuple[MaterialRequirement, ...]:
    """Return the materials that an application must or may have, given its scenario.

    The scenario spares a material only while the form still says what was answered: nobody is
    spared a proof by answers that they have taken back.

    :param scenario: what was answered; nothing costs no query
    :param scenario_id: the version that a case was filed with; None for the one in force
    """
    asked = materials_for(item, form)
    outcome = _outcome_in(item, form, scenario, scenario_id)
    if outcome is None:
        return asked
    return tuple(material for material in asked if outcome.asks_for(material.key))


def filed(
    item: ItemSnapshot,
    form: Mapping[str, object],
    scenario: Mapping[str, object] | None,
    *,
    scenario_id: UUID | None = None,
    item_code: str = "",
) -> Filed:
    """Return what a case keeps of a scenario; a form that disagrees leads to no handling item.

    :param scenario_id: the version that the case was filed with; None for the one in force
    :param item_code: the code that the case was filed under; "" for the item's own
    """
    found = _guided(item, scenario, scenario_id)
    if found is None:
        return Filed()
    walked = found.walk
    is_led = walked.outcome is not None and agrees(walked, form)
    code = _handling_code(item_code or item.code, walked.outcome) if is_led else ""
    return Filed(code, found.stored.id, walked.answers)


def _outcome_in(
    item: ItemSnapshot,
    form: Mapping[str, object],
    scenario: Mapping[str, object] | None,
    scenario_id: UUID | None = None,
) -> Outcome | None:
    """Return where answers lead, while there is the scenario and the form agrees with them."""
    found = _guided(item, scenario, scenario_id)
    return found.walk.outcome if found is not None and agrees(found.walk, form) else None


def _guided(
    item: ItemSnapshot, scenario: Mapping[str, object] | None, scenario_id: UUID | None
) -> Guided | None:
    """Return how far answers lead; None for none, and for those that fit no scenario (any more)."""
    if not scenario:
        return None
    try:
        return guided_in(item, scenario, scenario_id)
    except (ScenarioNotFound, AnswersDoNotFit):
        return None


def agrees(walked: Walk, form: Mapping[str, object]) -> bool:
    """Return whether a form still says what the answers filled in."""
    return all(form.get(name) == value for name, value in walked.filled.items())


def _materials(
    item: ItemSnapshot, outcome: Outcome, filled: Mapping[str, Any]
) -> tuple[tuple[MaterialRequirement, ...], tuple[MaterialRequirement, ...]]:
    """Return the materials that are surely asked for, and those that depend on more."""
    certain: list[MaterialRequirement] = []
    depends: list[MaterialRequirement] = []
    for material in item.materials:
        compiled = cel.compile_expression(material.when) if material.when else None
        if not outcome.asks_for(material.key):
            continue
        if compiled is not None and spared(compiled, filled):
            continue
        is_listed = outcome.materials is not None and material.key in outcome.materials
        is_sure = is_listed or compiled is None or _is_known(compiled, filled)
        (certain if is_sure else depends).append(material)
    return tuple(certain), tuple(depends)


def _is_known(compiled: cel.Expression, filled: Mapping[str, Any]) -> bool:
    """Say whether everything that a condition reads of the form is filled in."""
    fields = compiled.reads.get("form", frozenset())
    return fields is not None and fields <= set(filled)


def _handling_code(item_code: str, outcome: Outcome | None) -> str:
    if outcome is None or outcome.situation is None:
        return ""
    return parse_handling_code(f"{item_code}{outcome.situation:02d}", verify_uscc=False).code


def _elsewhere(item: ItemSnapshot, outcome: Outcome) -> ItemHit | None:
    if not outcome.elsewhere:
        return None
    found = browsing.items_by_local_code(item.region_code, outcome.elsewhere)
    return found[0] if found else None


# ── for editors


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A base item with what there is of its scenario."""

    base_item_id: UUID
    name: str
    local_code: str
    published: int | None
    draft: int | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A base item's scenario as its editors see it."""

    base_item_id: UUID
    name: str
    local_code: str
    scope_code: str
    draft: Stored | None
    published: Stored | None
    base: BaseItemVersion


def scenario_rows(scope_code: str, words: str, on: date, *, limit: int = 100) -> list[ScenarioRow]:
    """Return base items of a catalogue, those with a scenario first."""
    versions = BaseItemVersion.objects.in_force(on).filter(base_item__scope_code=scope_code)
    if words:
        versions = versions.filter(name__icontains=words)
    names = {
        base_item_id: (name, code)
        for base_item_id, name, code in versions.order_by(
            "-base_item__popularity", "base_item__code"
        ).values_list("base_item_id", "name", "base_item__local_code")
    }
    published: dict[UUID, int] = {}
    drafts: dict[UUID, int] = {}
    for base_item_id, state, number, ended_at in ScenarioVersion.objects.filter(
        base_item_id__in=names
    ).values_list("base_item_id", "state", "number", "ended_at"):
        if state == VersionState.DRAFT:
            drafts[base_item_id] = number
        elif state == VersionState.PUBLISHED and ended_at is None:
            published[base_item_id] = number
    rows = [
        ScenarioRow(id_, name, code, published.get(id_), drafts.get(id_))
        for id_, (name, code) in names.items()
    ]
    return sorted(rows, key=lambda row: (row.draft is None, row.published is None))[:limit]


def edited(base_item_id: UUID, on: date) -> Edited:
    """Return a base item's draft and published scenario.

    :raises ItemNotFound: there is no such item in force
    """
    base = (
        BaseItemVersion.objects.in_force(on)
        .select_related("base_item")
        .filter(base_item_id=base_item_id)
        .first()
    )
    if base is None:
        raise ItemNotFound
    row = ScenarioVersion.objects.filter(
        base_item_id=base_item_id, state=VersionState.DRAFT
    ).first()
    current = keeping.published_id(base_item_id)
    return Edited(
        base_item_id=base_item_id,
        name=base.name,
        local_code=base.base_item.local_code,
        scope_code=base.base_item.scope_code,
        draft=keeping.as_stored(row) if row else None,
        published=keeping.stored(current) if current else None,
        base=base,
    )


def faults_of(base_item_id: UUID, content: Mapping[str, Any] | Scenario) -> Sequence[FieldError]:
    """Return what would keep a scenario of a base item from being published.

    :raises ScenarioInvalid: it does not have the shape of one
    :raises ItemNotFound: there is no such item in force
    """
    scenario = content if isinstance(content, Scenario) else read_scenario(content)
    item = BaseItem.objects.filter(pk=base_item_id).first()
    if item is None:
        raise ItemNotFound
    return scenario_faults(scenario, keeping.surroundings(item, scenario))

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What one step of the guide shows: how far it has come, what may be chosen, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.catalogue.citations import canonical_title
from yiwang.catalogue.comparison import facts
from yiwang.catalogue.comparison.engine import hits_of
from yiwang.catalogue.comparison.facts import Neighbour
from yiwang.catalogue.comparison.law_rules import cited_places
from yiwang.catalogue.comparison.place_rules import compare_places
from yiwang.catalogue.comparison.rule import Hit
from yiwang.catalogue.comparison.rules import RULES
from yiwang.catalogue.content import BaseContent, MaterialRequirement, Responsibility
from yiwang.catalogue.editing.access import seen_order
from yiwang.catalogue.editing.fields import FormField, form_fields
from yiwang.catalogue.editing.guided import lawful, naming
from yiwang.catalogue.editing.guided.building import DECLARED, STANDARD_STEPS, StandardStep
from yiwang.catalogue.editing.guided.lawful import DatedLaw, LawLimit, Offered
from yiwang.catalogue.editing.guided.naming import Alike, alike_names
from yiwang.catalogue.editing.guided.steps import (
    BY_KEY,
    Progress,
    Step,
    first_open,
    neighbours,
    progress,
)
from yiwang.catalogue.editing.line_editor import LineEditor, find_articles, line_editor
from yiwang.catalogue.enums import ItemType, OrderLayer, Severity
from yiwang.catalogue.errors import OrderNotFound
from yiwang.catalogue.evidence_types import asking as library
from yiwang.catalogue.evidence_types.asking import TypeRow
from yiwang.catalogue.models import BaseItem, UnsaidMaterial
from yiwang.catalogue.powers.duties import of_type
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.items import BasicCode, parse_basic_code
from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE

__all__ = [
    "Alike",
    "DraftFinding",
    "Guided",
    "Holders",
    "LawLimit",
    "Offered",
    "alike_names",
    "common_responsibilities",
    "dated_laws",
    "draft_findings",
    "find_bases",
    "find_evidence",
    "first_line",
    "grade_words",
    "guided",
    "holders",
    "law_limits",
    "naming",
    "places_of_form",
    "standard_steps",
    "warnings_of_laws",
]
MOST_OFFERED: Final = 20
MOST_NAMED: Final = 3
_ONLY_OF: Final[Mapping[str, tuple[str, ...]]] = {
    ItemType.PENALTY.value: ("penalty_method",),
    ItemType.LEVY.value: ("levy_kind", "levy_is_reducible"),
}


@dataclass(frozen=True, slots=True)
class Guided:
    """A base item on an order, as one step of the guide shows it.

    :ivar current: the step that is shown
    :ivar code: the item's code in its parts
    """

    editor: LineEditor
    item: BaseItem
    steps: Sequence[Progress]
    current: Step
    before: str
    after: str
    code: BasicCode

    @property
    def content(self) -> BaseContent:
        content = self.editor.content
        assert isinstance(content, BaseContent)  # noqa: S101 - guided() let no other in
        return content

    @property
    def fields(self) -> list[FormField]:
        """The fields of this step, in the order of the step."""
        known = {
            field.name: field for group in form_fields(OrderLayer.BASE) for field in group.fields
        }
        hidden = {
            name for kind, names in _ONLY_OF.items() for name in names if kind != self.item_type
        }
        names = [name for name in self.current.elements if name not in hidden]
        return [known[name] for name in names if name in known]

    @property
    def item_type(self) -> str:
        return str(self.content.item_type.value)

    @property
    def done(self) -> int:
        """How many steps wait for nothing."""
        return sum(1 for one in self.steps if not one.faults)


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What the rules of the comparison find in a draft."""

    rule: str
    severity: Severity
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Holders:
    """The departments of one level that may take the item up."""

    level: str
    name: str
    count: int
    examples: Sequence[str]
    is_chosen: bool


def first_line(order_id: UUID, actor: Actor) -> UUID:
    """Return the item that an order is about; of several, the first.

    :raises OrderNotFound: it is not there for this actor
    """
    rows = seen_order(order_id, actor).lines.order_by("position")
    found: UUID = rows.values_list("id", flat=True)[0]
    return found


def guided(line_id: UUID, step: str, actor: Actor) -> Guided:
    """Return one step of a base item on an order; the first that is open when none is named.

    :raises OrderNotFound: it is not there for this actor, is no base item's, or has no such step
    """
    editor = line_editor(line_id, actor)
    content = editor.content
    if not isinstance(content, BaseContent) or editor.line.base_item_id is None:
        raise OrderNotFound
    values: dict[str, Any] = content.model_dump(mode="json", exclude_defaults=True)
    values |= {"form_code": editor.line.form_code, "process_code": editor.line.process_code}
    steps = progress(content.item_type, values, editor.faults)
    key = step or first_open(steps)
    if key not in {one.step.key for one in steps}:
        raise OrderNotFound
    item = BaseItem.objects.get(pk=editor.line.base_item_id)
    before, after = neighbours(steps, key)
    return Guided(editor, item, steps, BY_KEY[key], before, after, parse_basic_code(item.code))


def find_bases(view: Guided, words: str, actor: Actor, *, at: datetime) -> list[Offered]:
    """Return articles for a citation or words, with the dates of their laws."""
    hits = find_articles(words, actor)
    return lawful.offered(hits, view.content, timezone.localdate(at))


def dated_laws(view: Guided, *, at: datetime) -> dict[str, DatedLaw]:
    """Return the laws that are chosen with their dates."""
    titles = {basis.law: canonical_title(basis.law) for basis in view.content.legal_bases}
    found = lawful.dated(list(titles.values()), timezone.localdate(at))
    return {law: found[title] for law, title in titles.items()}


def warnings_of_laws(view: Guided, *, at: datetime) -> dict[str, list[str]]:
    """Return what the rules say of each law that is chosen."""
    found: dict[str, list[str]] = {}
    titles = {canonical_title(basis.law): basis.law for basis in view.content.legal_bases}
    for hit in lawful.draft_hits(view.content, timezone.localdate(at)):
        law = titles.get(str(hit.evidence.found.get("law", "")))
        if law and hit.evidence.found.get("element") == "legal_bases":
            found.setdefault(law, []).append(lawful.sentence(hit))
    return found


def standard_steps() -> tuple[StandardStep, ...]:
    """Return the standard steps that may be put into the process of an item."""
    return STANDARD_STEPS


def find_evidence(words: str, *, at: datetime) -> list[TypeRow]:
    """Return types of the materials library; the most used when no words are given."""
    return library.types(words, timezone.localdate(at), limit=MOST_OFFERED)


def grade_words(material: MaterialRequirement) -> str:
    """Return how far a material can be relied on (A–D), and what that spares."""
    if material.obtainable:
        return _("A 级：政府自己取得，不向申请人要")
    if material.from_form or material.key.partition("_")[0].upper() in DECLARED:
        return _("D 级：申请人自行声明")
    if material.reuse_months:
        return _("C 级：交副本；核验原件后升为 B 级，%(months)s 个月内不用再交") % {
            "months": material.reuse_months
        }
    return _("C 级：交副本，每次都要核验原件")


def whose_words(view: Guided) -> dict[str, str]:
    """Return for each material that is not the applicant's whose it is, by key; one query."""
    unsaid = set(
        UnsaidMaterial.objects.filter(base_item_id=view.item.id).values_list("key", flat=True)
    )
    found = {}
    for material in view.content.materials:
        if material.whose is not None and material.is_of_another:
            found[material.key] = str(material.whose.label)
        elif material.whose is None and material.key in unsaid:
            found[material.key] = _("没写明是谁的，按别人的对待")
    return found


def law_limits(view: Guided, *, at: datetime) -> list[LawLimit]:
    """Return the times that the cited articles give for deciding."""
    return lawful.law_limits(view.content, timezone.localdate(at))


def common_responsibilities(view: Guided) -> tuple[Responsibility, ...]:
    """Return what holds for every power of the item's type while it has nothing of its own."""
    return tuple(of_type(view.content.item_type))


def places_of_form(view: Guided) -> list[tuple[str, str]]:
    """Return the addresses that the item's form asks for: by one of them a lower body is known."""
    form_id = forms.newest_form_ids().get(view.editor.line.form_code)
    if form_id is None:
        return []
    form = forms.compiled_form(form_id)
    return [
        (name, form.label(name))
        for name, field in form.schema["properties"].items()
        if field["x-kind"] == "address"
    ]


def holders(view: Guided) -> list[Holders]:
    """Return for each level how many departments of the item's line may take it up."""
    levels = [level for level in DivisionLevel if level > DivisionLevel.COUNTRY]
    found: dict[int, list[str]] = {}
    lowest, highest = organizations.code_range(view.item.scope_code)
    for one in organizations.departments_by_line(levels=levels):
        line = TOWNSHIP_LINE if one.level == DivisionLevel.TOWNSHIP else view.item.line
        if line in one.lines and lowest <= one.division_code <= highest:
            found.setdefault(one.level, []).append(one.name)
    chosen = view.content.exercise_levels
    return [
        Holders(
            str(int(level)),
            str(level.label),
            len(found.get(int(level), [])),
            found.get(int(level), [])[:MOST_NAMED],
            str(int(level)) in chosen,
        )
        for level in levels
        if str(int(level)) in "23456"
    ]


def draft_findings(view: Guided, *, at: datetime) -> list[DraftFinding]:
    """Hold a draft to the rules of the comparison, as if it were in force; the gravest first."""
    on = timezone.localdate(at)
    found = [
        DraftFinding(hit.rule, rule.severity, lawful.sentence(hit), rule.source)
        for hit in _hits(view, on)
        if (rule := RULES.get(hit.rule)) is not None
    ]
    unique = {(one.rule, one.sentence): one for one in found}
    return sorted(unique.values(), key=lambda one: (-one.severity, one.rule))


def _hits(view: Guided, on: date) -> list[Hit]:
    item, content = view.item, view.content
    titles = {cited.place.law for cited in cited_places(content)}
    known = facts.world(on)
    drafted = Neighbour(
        item_id=item.id,
        code=item.code,
        scope_code=item.scope_code,
        name=content.name,
        item_type=content.item_type,
        laws=tuple(dict.fromkeys(canonical_title(one.law) for one in content.legal_bases)),
        licences=(),
    )
    world = replace(
        known,
        neighbours={**known.neighbours, item.id: drafted},
        book=facts.law_book(titles),
    )
    subject = lawful.draft_facts(
        content, on, item_id=item.id, code=item.code, scope_code=item.scope_code
    )
    return [*hits_of([subject], world), *compare_places(world, {item.id})]

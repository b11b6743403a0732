# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the guide of a base item shows: the fields of one step, and what was chosen, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from yiwang.catalogue.enums import MaterialKind, Necessity
from yiwang.catalogue.services import guided_questions
from yiwang.foundation.errors import FieldError
from yiwang.workbench.catalogue import shown


@dataclass(frozen=True, slots=True)
class Basis:
    """An article that was chosen, with the dates of its law."""

    law: str
    article: str
    text: str
    dated: Any
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Material:
    """A material that was chosen, with its grade.

    :ivar whose: "" where it is the applicant's
    """

    name: str
    kind: str
    necessity: str
    issuer: str
    grade: str
    is_asked: bool
    whose: str


@dataclass(frozen=True, slots=True)
class Way:
    """A material that is handed in, and how it may be spared or follow later."""

    key: str
    name: str
    is_deferrable: bool
    is_promised: bool
    is_seen_later: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is wrong, and the step in which it is mended."""

    step: str
    title: str
    message: str


def fields(
    view: guided_questions.Guided,
    sent: Mapping[str, Any] | None,
    faults: Sequence[FieldError],
    more: str,
) -> list[shown.FieldView]:
    """Return the fields of a step with what stands in them, or with what was sent."""
    stored = view.content.model_dump(mode="json")
    line = view.editor.line
    stored |= {"form_code": line.form_code, "process_code": line.process_code}
    page = shown.Page(
        content={**stored, **(sent or {})},
        choices=view.editor.choices,
        faults=faults,
        articles=view.editor.articles if sent is None else (),
        more=more,
    )
    known = {
        one.name: one for group in shown.groups(view.editor.layer, page) for one in group.fields
    }
    if "review_place" in known and view.current.key == "review":
        _choose_place(known["review_place"], guided_questions.places_of_form(view))
    return [known[field.name] for field in view.fields]


def _choose_place(field: shown.FieldView, places: Sequence[tuple[str, str]]) -> None:
    """Let an address of the form be chosen by its title; what stands there stays visible."""
    if not places:
        return
    known = [*places] if field.value in dict(places) else [*places, (field.value, field.value)]
    field.kind = "choice"
    field.options = [
        shown.Option(name, title, name == field.value) for name, title in known if name
    ]


def bases(view: guided_questions.Guided, *, at: datetime) -> list[Basis]:
    """Return the articles that were chosen, with dates and with what the rules say of each."""
    warned = guided_questions.warnings_of_laws(view, at=at)
    laws = guided_questions.dated_laws(view, at=at)
    texts = view.editor.articles
    return [
        Basis(
            basis.law,
            basis.article,
            texts[place] if place < len(texts) else "",
            laws.get(basis.law),
            warned.get(basis.law, ()),
        )
        for place, basis in enumerate(view.content.legal_bases)
    ]


def materials(view: guided_questions.Guided) -> list[Material]:
    """Return the materials that were chosen, each with its grade."""
    whose = guided_questions.whose_words(view)
    return [
        Material(
            one.name,
            str(MaterialKind(one.kind).label),
            str(Necessity(one.necessity).label),
            one.issuer,
            guided_questions.grade_words(one),
            one.is_uploaded,
            whose.get(one.key, ""),
        )
        for one in view.content.materials
    ]


def ways(view: guided_questions.Guided) -> list[Way]:
    """Return the materials that people hand in, and how each may be spared or follow later."""
    content = view.content
    return [
        Way(
            one.key,
            one.name,
            one.is_deferrable,
            one.key in content.promised_materials,
            one.key in content.originals,
        )
        for one in content.materials
        if one.is_uploaded
    ]


def places(view: guided_questions.Guided) -> list[Place]:
    """Return what keeps the item from being submitted, each with the step that mends it."""
    owner = {name: one.step for one in view.steps for name in one.step.elements}
    found = []
    for fault in view.editor.faults:
        step = owner.get(fault.path.strip("/").split("/")[0])
        found.append(
            Place(step.key if step else "", str(step.title) if step else "", fault.message)
        )
    return found


def tomorrow(at: datetime) -> date:
    """Return the first day on which an order can take effect without haste."""
    return timezone.localdate(at) + timedelta(days=1)

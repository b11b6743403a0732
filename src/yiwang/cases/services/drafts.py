# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts: what has been typed so far, kept until it is submitted or thrown away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from yiwang.cases import policies
from yiwang.cases.enums import CaseMode
from yiwang.cases.errors import (
    DraftNotFound,
    DraftTooLarge,
    DraftUnreadable,
    MaterialUnknown,
    NotYourCase,
)
from yiwang.cases.models import Draft
from yiwang.cases.services import clocks, content, mandates
from yiwang.cases.together import inviting, merging, signing
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.canonical import canonical_json

LARGEST_DRAFT = 256 * 1024
LAST_STEP = 4
"""The page applies in four steps: form, materials, check, hand in."""
KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What the page hands over when it saves; the form may be incomplete or wrong.

    :param scenario: what was answered in the item's scenario; None leaves what is kept
    :param revision: of a shared draft, the one that the page showed; None for the latest
    :param mode: the way of handling, with the materials it is for; None leaves what is kept
    """

    form: Mapping[str, object]
    materials: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    step: int = 1
    scenario: Mapping[str, object] | None = None
    mode: CaseMode | None = None
    mode_materials: Sequence[str] = ()
    mode_deferred: Sequence[str] = ()
    revision: int | None = None


class _IsShared(Exception):
    """The draft that is to be replaced is shared; what others typed has to be merged."""


def save_draft(*, version_id: UUID, typed: DraftContent, actor: Actor, at: datetime) -> Draft:
    """Keep what has been typed so far; one draft for each applicant and item version.

    :raises MaterialUnknown: a material of another item, or a file of somebody else
    :raises DraftTooLarge: more than 256 KiB
    :raises DraftUnreadable: a NUL, which no database takes
    :raises DraftChangedMeanwhile: a co-applicant changed the same; the rest is kept
    """
    try:
        return _save_alone(version_id, typed, actor=actor, at=at)
    except _IsShared:
        draft, conflicts = save_shared(version_id=version_id, typed=typed, actor=actor, at=at)
    if conflicts:
        raise signing.refusal_of(draft, conflicts)
    return draft


@transaction.atomic
def save_shared(
    *, version_id: UUID, typed: DraftContent, actor: Actor, at: datetime
) -> tuple[Draft, list[merging.Conflict]]:
    """Merge what the applicant typed into their shared draft; return what they have to choose."""
    draft = Draft.objects.visible_to(actor).select_for_update().get(version_id=version_id)
    seen = typed.revision if typed.revision is not None else draft.revision
    snapshot = catalogue.open_snapshot(version_id, clocks.today_of(at))
    more: dict[str, object] = {"step": max(1, min(typed.step, LAST_STEP)), **_chosen(typed)}
    if typed.scenario is not None:
        more |= checked_scenario(snapshot, typed.scenario)
    files = {key: [str(one) for one in ids] for key, ids in typed.materials.items() if ids}
    conflicts = signing.keep(draft, typed.form, files, seen=seen, actor=actor, at=at, more=more)
    return draft, conflicts


@transaction.atomic
def _save_alone(version_id: UUID, typed: DraftContent, *, actor: Actor, at: datetime) -> Draft:
    if not actor.is_citizen or actor.applicant_id is None:
        raise NotYourCase
    snapshot = catalogue.open_snapshot(version_id, clocks.today_of(at))
    mandates.check_may_apply(actor, snapshot)
    check_form(typed.form)
    keys = {each.key for each in snapshot.materials}
    if not {*typed.materials, *typed.mode_materials, *typed.mode_deferred} <= keys:
        raise MaterialUnknown
    content.own_files(typed.materials, actor=actor)
    guided = checked_scenario(snapshot, typed.scenario)
    draft, _created = Draft.objects.update_or_create(
        applicant_id=actor.applicant_id,
        mandate_id=actor.mandate_id,  # type: ignore[misc]  # None looks for those without one
        version_id=version_id,
        defaults={
            "region_code": snapshot.region_code,
            "account_id": policies.account_of(actor),
            "item_name": snapshot.name,
            "form_data": content.with_computed(snapshot, typed.form),
            "materials": {
                key: [str(file_id) for file_id in files] for key, files in typed.materials.items()
            },
            "step": max(1, min(typed.step, LAST_STEP)),
            "updated_at": at,
            **guided,
            **_chosen(typed),
        },
    )
    if draft.is_shared:
        raise _IsShared  # and take back what was just written
    return draft


def _chosen(typed: DraftContent) -> dict[str, object]:
    """Return what is kept of the way of handling."""
    if typed.mode is None:
        return {}
    return {
        "mode": typed.mode,
        "mode_materials": list(dict.fromkeys(typed.mode_materials)),
        "mode_deferred": list(dict.fromkeys(typed.mode_deferred)),
    }


def checked_scenario(
    snapshot: catalogue.ItemSnapshot, scenario: Mapping[str, object] | None
) -> dict[str, object]:
    """Return what is kept of answers to a scenario: only those that it asks for.

    :param scenario: None leaves what is kept
    :raises AnswersDoNotFit: one is no answer to its question
    """
    if scenario is None:
        return {}
    if not scenario:
        return {"scenario_answers": None}
    return {"scenario_answers": catalogue.scenarios.guided_in(snapshot, scenario).walk.answers}


def check_form(form: Mapping[str, object]) -> None:
    """Let only a form pass that is not too large, and that a database takes."""
    written = canonical_json(form)
    if len(written) > LARGEST_DRAFT:
        raise DraftTooLarge
    if b"\\u0000" in written and any("\0" in text for text in _texts(form)):
        raise DraftUnreadable


def _texts(value: object) -> Iterator[str]:
    """Return every text in a JSON value, keys too; it is not deep, canonical JSON sees to that."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for pair in value.items():
            yield from _texts(pair)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def discard_draft(*, draft_id: UUID, actor: Actor) -> None:
    """Throw a draft away.

    :raises DraftNotFound: there is none, or it is somebody else's
    """
    deleted, _each = Draft.objects.visible_to(actor).filter(id=draft_id).delete()
    if not deleted:
        raise DraftNotFound
    inviting.forget([draft_id])


def forget_old_drafts(*, at: datetime) -> int:
    """Erase drafts that nobody has touched for a year; return how many."""
    old = Draft.objects.filter(updated_at__lt=at - KEPT_FOR)
    inviting.forget(list(old.filter(is_shared=True).values_list("id", flat=True)))
    deleted, _each = old.delete()
    return deleted

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an application consists of: the checked form, the materials, and their digest."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.cases.errors import MaterialMissing, MaterialUnknown, NotAppliedFor
from yiwang.cases.models import Case, CaseMaterial
from yiwang.cases.modes import choosing
from yiwang.cases.spared import submitting
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.text import clean_text
from yiwang.workflow.engine import Progress

Materials = Mapping[str, Sequence[UUID]]
MOST_FILES = 100
MOST_CHARACTERS = 4000


def checked_form(
    snapshot: catalogue.ItemSnapshot,
    form: object,
    *,
    actor: Actor,
    before: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return the form as the item's schema wants it, without hidden fields.

    :param before: the form as it was handed in before; its files stay good
    :raises FormInvalid: with everything that is wrong, each in its place
    :raises MaterialUnknown: a file in it is somebody else's
    """
    if snapshot.form_id is None:
        raise NotAppliedFor
    compiled = forms.compiled_form(snapshot.form_id)
    data = compiled.validate(form)
    check_form_files(compiled, data, actor=actor, before=before or {})
    return data


def with_computed(snapshot: catalogue.ItemSnapshot, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form, finished or not, with the values that follow from others in it."""
    if snapshot.form_id is None:
        return dict(form)
    return forms.compiled_form(snapshot.form_id).with_computed(form)


def check_form_files(
    compiled: forms.CompiledForm,
    data: Mapping[str, object],
    *,
    actor: Actor,
    before: Mapping[str, object],
) -> None:
    """Check that the files in a form are the sender's own; no query when it has none."""
    named = compiled.file_ids(data)
    if fresh := set(named) - set(compiled.file_ids(before)) if named else set():
        own_files({"form": [UUID(one) for one in fresh]}, actor=actor)


def check_materials(
    snapshot: catalogue.ItemSnapshot,
    form: Mapping[str, object],
    materials: Materials,
    scenario: Mapping[str, object] | None = None,
    *,
    scenario_id: UUID | None = None,
    excused: Collection[str] = (),
) -> None:
    """Check that what is handed in is what the item asks for in this situation.

    :param scenario: what was answered in the item's scenario
    :param scenario_id: the version that a case was filed with; None for the one in force
    :param excused: keys of what follows later, or of what a commitment stands in for
    :raises MaterialUnknown: a key that the item does not ask for, or too many files
    :raises MaterialMissing: a required material has no file
    """
    situation = catalogue.materials_for(snapshot, form, scenario, scenario_id=scenario_id)
    asked = {each.key: each for each in situation}
    known = {each.key: each for each in snapshot.materials}
    if not materials.keys() <= known.keys():
        raise MaterialUnknown
    for key, files in materials.items():
        if len(files) > known[key].max_files or len(set(files)) != len(files):
            raise MaterialUnknown
    missing = [
        each.name
        for each in asked.values()
        if each.is_required and not materials.get(each.key) and each.key not in excused
    ]
    if missing:
        raise MaterialMissing(params={"names": "、".join(missing)})


def own_files(materials: Materials, *, actor: Actor) -> dict[UUID, str]:
    """Return the SHA-256 of each file; one query.

    :raises MaterialUnknown: a file that the actor did not upload, or that is not clean
    """
    ids = {file_id for files in materials.values() for file_id in files}
    if len(ids) > MOST_FILES:
        raise MaterialUnknown
    hashes = documents.hashes_of_own_files(ids, actor) if ids else {}
    if len(hashes) != len(ids):
        raise MaterialUnknown
    return hashes


def replace_materials(
    case: Case,
    materials: Materials,
    *,
    snapshot: catalogue.ItemSnapshot,
    actor: Actor,
    at: datetime,
) -> None:
    """Add files to a case; those of the same key are replaced.

    A file that the case has already may be named again: it stays, whoever handed it in.

    :raises MaterialMissing: with what is replaced, a required material has no file any more
    """
    current = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
    present = {
        (key, file_id): pk
        for pk, key, file_id in current.order_by("id").values_list(
            "id", "requirement_key", "file_id"
        )
    }
    kept: dict[str, list[UUID]] = {}
    for key, file_id in present:
        kept.setdefault(key, []).append(file_id)
    check_materials(
        snapshot,
        case.form_data,
        {**submitting.standing_in(case), **kept, **materials},
        case.scenario_answers,
        scenario_id=case.scenario_version_id,
        excused=choosing.excused_keys(case),
    )
    added = {
        key: [each for each in files if (key, each) not in present]
        for key, files in materials.items()
    }
    own_files(added, actor=actor)
    gone = [pk for (key, each), pk in present.items() if each not in materials.get(key, kept[key])]
    current.filter(id__in=gone).update(replaced_at=at)
    CaseMaterial.objects.bulk_create(material_rows(case, added, at=at))


def material_rows(case: Case, materials: Materials, *, at: datetime) -> list[CaseMaterial]:
    """Return unsaved rows for these files."""
    return [
        CaseMaterial(
            region_code=case.region_code,
            case_id=case.pk,
            requirement_key=key,
            file_id=file_id,
            added_at=at,
        )
        for key, files in materials.items()
        for file_id in files
    ]


def hashes_of(case: Case) -> list[tuple[str, str]]:
    """Return requirement key and SHA-256 of every material that counts."""
    rows = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
    return list(rows.order_by("id").values_list("requirement_key", "file__sha256"))


def digest(form: object, hashes: Iterable[tuple[str, str]], *more: object) -> str:
    """Return the SHA-256, in hex, of a form, its materials and whatever else belongs to it."""
    parts = [form, sorted([key, value] for key, value in hashes), *more]
    return hashlib.sha256(canonical_json(parts)).hexdigest()


def process_of(snapshot: catalogue.ItemSnapshot, case: Case) -> UUID:
    """Return the process by which a case is handled: the item's, or its own of own motion.

    :raises NotAppliedFor: nobody applies for it, so it has none
    """
    found = case.own_process_id or snapshot.process_id
    if found is None:
        raise NotAppliedFor
    return found


def form_of(case: Case) -> UUID:
    """Return the form that a case was opened with.

    :raises NotAppliedFor: it has none
    """
    found = case.own_form_id or catalogue.snapshot(case.version_id).form_id
    if found is None:
        raise NotAppliedFor
    return found


def process_variables(case: Case, snapshot: catalogue.ItemSnapshot) -> dict[str, object]:
    """Return what a department's process may read."""
    return {
        "form": case.form_data,
        "item": {
            "project_type": snapshot.project_type,
            "mode": snapshot.mode,
            "item_type": snapshot.item_type,
        },
        "application": {"mode": str(case.mode)},
    }


def next_waking(progress: Progress) -> datetime | None:
    """Return when the process's next timer is due."""
    return min((task.wakes_at for task in progress.ready if task.wakes_at), default=None)


def words(text: str) -> str:
    """Return what somebody wrote for a notice or a record, line by line.

    :raises InvalidText: more than 4,000 characters, or one that must not be stored
    """
    return clean_text(text, max_length=MOST_CHARACTERS, multiline=True)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two people type in one draft and nothing is lost: what differs is merged field by field.

A shared draft notes for each field which revision last changed it, who did, and what stood there
before. Who saves a page of an older revision keeps what others changed since, unless they changed
the same field themselves: that field is left as it is and handed back for a choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.cases.models import Draft
from yiwang.cases.services import content

FORM, MATERIALS = "form", "materials"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both changed: what stands there, and what was typed meanwhile."""

    name: str
    standing: Any
    typed: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be kept, what changed, and what has to be chosen."""

    form: dict[str, Any]
    materials: dict[str, Any]
    conflicts: list[Conflict]


def merge(
    draft: Draft,
    form: Mapping[str, Any],
    materials: Mapping[str, Any],
    *,
    seen: int,
    author: str,
) -> Merged:
    """Write what somebody saved into the unsaved draft; the caller saves it.

    :param seen: the revision that their page showed
    """
    conflicts: list[Conflict] = []
    kept: dict[str, dict[str, Any]] = {}
    changes = dict(draft.changes)
    for part, old, new in (
        (FORM, draft.form_data, form),
        (MATERIALS, draft.materials, materials),
    ):
        kept[part] = dict(old)
        for name in sorted({*old, *new}):
            was, now = old.get(name), new.get(name)
            if was == now or (not was and not now):
                continue
            revision, before, who = changes.get(f"{part}.{name}", (0, None, ""))
            if revision > seen and who != author:
                if now != before:
                    conflicts.append(Conflict(name, was, now))
                continue
            changes[f"{part}.{name}"] = [draft.revision + 1, was, author]
            if name in new:
                kept[part][name] = now
            else:
                kept[part].pop(name, None)
    if changes != draft.changes:
        draft.revision += 1
    draft.form_data, draft.materials, draft.changes = kept[FORM], kept[MATERIALS], changes
    return Merged(kept[FORM], kept[MATERIALS], conflicts)


def digest_of(draft: Draft) -> str:
    """Return the digest of everything in a draft that becomes the application."""
    files = [(key, str(one)) for key, ids in draft.materials.items() for one in ids]
    rest = [
        *(str(draft.version_id), draft.scenario_answers, str(draft.mode)),
        *(sorted(draft.mode_materials), str(draft.purpose), str(draft.about_id or "")),
    ]
    if draft.mode_deferred:
        rest.append(sorted(draft.mode_deferred))
    return content.digest(draft.form_data, files, rest)

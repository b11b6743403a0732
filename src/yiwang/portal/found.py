# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was found instead of asked, as the pages of applying need it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from yiwang.cases import selectors as cases
from yiwang.cases.services import spared
from yiwang.foundation.actors import Actor


def sheets(item: Any, actor: Actor) -> list[Any]:
    """Return the sheets of evidence that the draft holds; one query where there may be any."""
    return cases.spared.of_draft(item, actor, at=timezone.now())


def still_wanted(wanted: Iterable[Any], found: Iterable[Any]) -> list[Any]:
    """Return the materials that are still to be handed in."""
    counting = {one.key for one in found if one.counts}
    return [one for one in wanted if one.requirement.key not in counting or one.files]


def extras(item: Any, typed: Mapping[str, object], actor: Actor) -> dict[str, Any]:
    """Return which fields say what was found, and which of them stand."""
    form = _form(item, actor)
    same = {name for name, value in form.values.items() if typed.get(name) == value}
    return {
        "found_in": {name: origin for name, origin in form.found_in.items() if name in same},
        "locked": form.locked & same,
    }


def with_locked(item: Any, typed: Mapping[str, object], actor: Actor) -> dict[str, object]:
    """Return what was typed with the values that stand; a page has no inputs for them."""
    form = _form(item, actor)
    return {**typed, **{name: form.values[name] for name in form.locked}}


def _form(item: Any, actor: Actor) -> Any:
    found = cases.spared.draft_sheets(item, actor, at=timezone.now())
    return cases.spared.found_form(item, found, actor)


def look(
    item: Any,
    typed: Mapping[str, object],
    scenario: Mapping[str, object] | None,
    *,
    consents: Collection[str],
    actor: Actor,
    at: datetime,
) -> dict[str, object]:
    """Look for what need not be asked; return the form with what was found filled in.

    What somebody has typed stays, where the source's word does not stand.
    """
    found: Sequence[Any] = spared.look_up(
        version_id=item.version_id,
        form=typed,
        scenario=scenario,
        consents=consents,
        actor=actor,
        at=at,
    )
    form = cases.spared.found_form(item, found, actor)
    empty = {
        name: value
        for name, value in form.values.items()
        if name in form.locked or typed.get(name) in (None, "", {}, [])
    }
    return {**typed, **empty}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Write one step of the guide: what it does not own stays as it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.catalogue import checks
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.editing.access import check_order
from yiwang.catalogue.editing.guided import building, lawful
from yiwang.catalogue.editing.guided.steps import BY_KEY, CHECK, Step, steps_of
from yiwang.catalogue.editing.orders import save_line
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import ContentInvalid, OrderNotFound
from yiwang.catalogue.evidence_types import asking as library
from yiwang.catalogue.guidance_refusals import EvidenceTypeNotFound
from yiwang.catalogue.models import ChangeLine
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.workflow import selectors as workflow

DEFINITIONS: Final = frozenset({"form_code", "process_code"})
MOST_MEMBERS: Final = 100


def save_step(
    *,
    line_id: UUID,
    step: str,
    elements: Mapping[str, Any],
    revision: int,
    actor: Actor,
    at: datetime,
) -> ChangeLine:
    """Write down the elements of one step of a base item on an order.

    :param elements: of this step; what is left out goes back to its default, but form and process
    :raises OrderNotFound: there is no such line, no such step for its type, or it is no base item's
    :raises ContentInvalid: an element is not this step's, has no shape, or is beyond the law
    :raises ChangedMeanwhile: somebody saved since; errors say what differs
    """
    known = step_of(step)
    content = stored_content(line_id, actor)
    if known not in steps_of(content["item_type"]):
        raise OrderNotFound
    foreign = [name for name in elements if name not in known.elements]
    if foreign:
        message = _("这一步不填写这个要素。")
        raise ContentInvalid(
            errors=[FieldError(f"/{name}", "unknown", message) for name in foreign]
        )
    _check_sizes(elements)
    kept = {name: value for name, value in content.items() if name not in known.elements}
    sent = {name: value for name, value in elements.items() if name not in DEFINITIONS}
    codes = {name: _code(name, elements[name]) for name in DEFINITIONS if name in elements}
    return _save(line_id, kept | sent, known, codes=codes, revision=revision, actor=actor, at=at)


def add_basis(
    *, line_id: UUID, law: str, article: str, revision: int, actor: Actor, at: datetime
) -> ChangeLine:
    """Put an article among the legal bases.

    :raises ContentInvalid: the law is repealed, or has no such article
    """
    content = building.with_basis(stored_content(line_id, actor), law.strip(), article.strip())
    return _save(line_id, content, BY_KEY["law"], revision=revision, actor=actor, at=at)


def add_material(
    *, line_id: UUID, evidence_type: str, revision: int, actor: Actor, at: datetime
) -> ChangeLine:
    """Put a material of a type of the library among the materials.

    It is not asked for when government can get it; its issuer and licence are those of the type.

    :raises ContentInvalid: there is no type of this code
    """
    stored = stored_content(line_id, actor)
    code = evidence_type.strip().upper()
    try:
        row = library.evidence_type(code[:8], timezone.localdate(at))
    except EvidenceTypeNotFound as missing:
        raise ContentInvalid(
            errors=[FieldError("/evidence_type", "unknown", str(missing))]
        ) from missing
    content = building.with_material(stored, row)
    return _save(line_id, content, BY_KEY["materials"], revision=revision, actor=actor, at=at)


def add_standard_step(
    *, line_id: UUID, standard: str, revision: int, actor: Actor, at: datetime
) -> ChangeLine:
    """Put a standard step in its group.

    :raises ContentInvalid: there is no such standard step
    """
    stored = stored_content(line_id, actor)
    found = building.BY_KEY.get(standard)
    if found is None:
        message = _("没有这个标准环节。")
        raise ContentInvalid(errors=[FieldError("/standard", "unknown", message)])
    content = building.with_standard_step(stored, found)
    return _save(line_id, content, BY_KEY["process"], revision=revision, actor=actor, at=at)


def follow_process(
    *, line_id: UUID, process_code: str, revision: int, actor: Actor, at: datetime
) -> ChangeLine:
    """Choose a process, and write the steps of handling as it has them.

    :raises ContentInvalid: no process of this code is published
    """
    stored = stored_content(line_id, actor)
    process_id = workflow.newest_process_ids().get(process_code)
    if process_id is None:
        raise ContentInvalid(errors=[checks.unknown_definition("process_code", process_code)])
    steps = workflow.process_steps(process_id)
    content = building.with_steps_of_process(stored, steps)
    codes = {"process_code": process_code}
    return _save(
        line_id, content, BY_KEY["process"], codes=codes, revision=revision, actor=actor, at=at
    )


def _code(name: str, value: object) -> str:
    """Return the code of a published form or process, or "".

    :raises ContentInvalid: there is none of this code
    """
    known = forms.newest_form_ids() if name == "form_code" else workflow.newest_process_ids()
    if isinstance(value, str) and (not value or value in known):
        return value
    fault = checks.unknown_definition(name, str(value)[:80])
    raise ContentInvalid(errors=[fault])


def _check_sizes(elements: Mapping[str, Any]) -> None:
    """Raise when a list is longer than anybody reads; some elements set no bound themselves."""
    message = _("最多写 %(most)s 项。") % {"most": MOST_MEMBERS}
    too_long = [
        FieldError(f"/{name}", "too_many", message)
        for name, value in elements.items()
        if isinstance(value, list) and len(value) > MOST_MEMBERS
    ]
    if too_long:
        raise ContentInvalid(errors=too_long)


def step_of(key: str) -> Step:
    """Return a step that writes something.

    :raises OrderNotFound: there is none of this name
    """
    found = BY_KEY.get(key)
    if found is None or key == CHECK:
        raise OrderNotFound
    return found


def stored_content(line_id: UUID, actor: Actor) -> dict[str, Any]:
    """Return the elements of a base item on an order that the actor may write in.

    :raises OrderNotFound: there is no such line, or it is no base item's or withdraws it
    :raises NotYourCatalogue: the actor does not keep it
    """
    rows = ChangeLine.objects.select_related("order")
    row = rows.filter(pk=line_id, order__layer=OrderLayer.BASE).first()
    if row is None or row.content is None:
        raise OrderNotFound
    check_order(actor, row.order, "edit")
    content: dict[str, Any] = row.content
    return content


def _save(
    line_id: UUID,
    content: Mapping[str, Any],
    step: Step,
    *,
    revision: int,
    actor: Actor,
    at: datetime,
    codes: Mapping[str, str] | None = None,
) -> ChangeLine:
    read = read_content(BaseContent, content)
    if faults := lawful.refusals(read, step.elements, timezone.localdate(at)):
        raise ContentInvalid(errors=faults)
    return save_line(
        line_id=line_id,
        content=content,
        revision=revision,
        form_code=(codes or {}).get("form_code"),
        process_code=(codes or {}).get("process_code"),
        actor=actor,
        at=at,
    )

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which elements of an item are its editors', and how they go back to the data files.

Giving an element back is a change of the item like every other one: an order that says again what
the data files say, with legal review and a third person. Once it is in effect the element follows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.catalogue import policies
from yiwang.catalogue.editing import diff
from yiwang.catalogue.editing.access import check_editor
from yiwang.catalogue.editing.orders import Draft, open_order, required
from yiwang.catalogue.editing.targets import (
    Target,
    base_targets,
    list_targets,
    version_content,
)
from yiwang.catalogue.editing.wording import DEFINITIONS, SCHEMAS, element_label
from yiwang.catalogue.enums import OrderKind, OrderLayer
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.kept import Own, OwnRow, own_of_items, own_of_lists
from yiwang.catalogue.loading.own_rows import (
    APART,
    ORDER,
    Row,
    put_rows_together,
    row_label,
    row_of,
    rows_before,
    rows_by_key,
)
from yiwang.catalogue.models import ChangeLine, ChangeOrder, DataFileText
from yiwang.catalogue.order_refusals import NotTheEditors
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError


@dataclass(frozen=True, slots=True)
class OwnRowShown:
    """A row of a list that is the editors'.

    :ivar element: how it is named to be given back: ``materials/id_card``
    :ivar says: in words, as it stands; "" where editors took it out
    :ivar would_say: in words, as the data file has it; "" where it has no such row
    :ivar is_same: both say the same; the texts are empty then
    """

    element: str
    label: str
    order_id: UUID
    order_name: str
    says: str
    would_say: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class OwnElement:
    """One element that is the editors', or a list of which some rows are.

    :ivar says: in words, as it stands
    :ivar would_say: in words, as the data file has it; both are empty where they are the same
    :ivar sentences: what differs between the data file and what stands
    :ivar rows: those that are the editors'; none where the whole element is
    :ivar other_rows: how many rows follow the data files
    """

    element: str
    label: str
    order_id: UUID
    order_name: str
    says: str
    would_say: str
    sentences: tuple[str, ...]
    rows: tuple[OwnRowShown, ...] = ()
    other_rows: int = 0


@dataclass(frozen=True, slots=True)
class OwnElements:
    """What is the editors' of one item.

    :ivar is_from_files: a data file speaks of the item, so that elements can go back
    :ivar loaded_at: when the data file was loaded; None where it was not since the first change,
        and what the element said before stands for it
    :ivar why: why the item does not follow even in its other elements, "" where it does
    :ivar order: the open order that the item stands on, (id, name)
    """

    name: str
    code: str
    number: int
    elements: Sequence[OwnElement]
    others: int
    is_from_files: bool
    loaded_at: datetime | None
    why: str
    faults: Sequence[str]
    order: tuple[UUID, str] | None


def own_elements(item_id: UUID, layer: OrderLayer) -> OwnElements:
    """Return the elements of an item that are its editors', with what the data files say.

    :raises ItemNotFound: there is no such item, or it was never published
    """
    target, own, text = _known(item_id, layer)
    stands, said = _texts(target, own, text, layer)
    changes = {one.element: one for one in _differences(said, stands, layer)}
    rows = [row.order_id for rows in own.rows.values() for row in rows.values()]
    names = _order_names([*own.orders.values(), *rows])
    elements = [
        replace(
            _shown(name, changes.get(name), own.orders[name], names, layer),
            rows=shown_rows(name, own.rows.get(name, {}), said, stands, names, layer),
            other_rows=_others(name, own, stands, layer),
        )
        for name in [*SCHEMAS[layer].model_fields, *DEFINITIONS]
        if name in own.before
    ]
    why = _why(target, text)
    return OwnElements(
        name=target.name,
        code=target.code,
        number=target.number,
        elements=elements,
        others=len(SCHEMAS[layer].model_fields) - len(own.before.keys() - DEFINITIONS.keys()),
        is_from_files=text is not None or not own.is_new,
        loaded_at=text.loaded_at if text else None,
        why=str(KeptWhy(why).label) if why else "",
        faults=text.faults if text else (),
        order=_open_order(item_id, layer),
    )


def give_back(
    *,
    item_id: UUID,
    layer: OrderLayer,
    elements: Collection[str],
    reason: str,
    actor: Actor,
    at: datetime,
) -> ChangeOrder:
    """Begin an order that gives elements of an item back to the data files.

    :param elements: by their names in the element tables, rows of lists as ``materials/key``
    :raises ItemNotFound: there is no such item, or it was never published
    :raises NotTheEditors: ``errors`` name those that no editor changed, or no data file speaks of
    :raises ReasonMissing: no reason is given
    :raises NotYourCatalogue: the actor does not keep it
    :raises ItemInOtherOrder: another order that is open changes it
    """
    check_editor(actor)
    target, own, text = _known(item_id, layer)
    action = policies.Action.EDIT_BASE if layer is OrderLayer.BASE else policies.Action.EDIT_LIST
    region_code, department_id = target.place
    policies.check_can(actor, action, division_code=region_code, department_id=department_id)
    draft = draft_of(target, own, text, elements)
    return open_order([draft], kind=OrderKind.CHANGE, reason=required(reason), actor=actor, at=at)


def draft_of(
    target: Target, own: Own, text: DataFileText | None, elements: Collection[str]
) -> Draft:
    """Return what becomes of an item when elements of it go back to the data files.

    :raises NotTheEditors: ``errors`` name those that no editor changed, or no data file speaks of
    """
    unknown = sorted(given for given in elements if not _is_own(given, own))
    if not elements or unknown or (own.is_new and text is None):
        wrong = unknown or sorted(elements)
        raise NotTheEditors(
            errors=[
                FieldError(f"/elements/{given}", "not_own", _label(given, target.layer))
                for given in wrong
            ]
        )
    stands, said = _texts(target, own, text, target.layer)
    whole = {given for given in elements if APART not in given}
    rows = sorted(given for given in elements if given.partition(APART)[0] not in whole)
    content = {name: value for name, value in stands.items() if name not in whole}
    content |= {name: said[name] for name in whole if name in said}
    for name in {given.partition(APART)[0] for given in rows}:
        left = own.rows[name].keys() - {given.partition(APART)[2] for given in rows}
        content[name] = put_rows_together(
            name, said.get(name), stands.get(name), left, target.layer
        )
    return Draft(
        replace(
            target,
            form_code=_code("form_code", target.form_code, said, elements),
            process_code=_code("process_code", target.process_code, said, elements),
        ),
        {name: value for name, value in content.items() if name not in DEFINITIONS},
        gives_back=(*sorted(whole), *rows),
    )


def given_back_words(line: ChangeLine, layer: OrderLayer) -> list[str]:
    """Return the names of the elements and rows that a line gives back to the data files."""
    began: Mapping[str, Any] | None = None
    found = []
    for given in line.gives_back:
        name, apart, key = given.partition(APART)
        said = element_label(name, layer)
        if apart:
            rows = rows_by_key(name, (line.content or {}).get(name), layer)
            if key not in rows and key != ORDER:  # what the files do not have goes with it
                began = version_content(line.from_version, layer) if began is None else began
                rows = rows_by_key(name, began.get(name), layer)
            said = f"{said}（{_row_name(name, key, rows, layer)}）"
        found.append(said)
    return found


# ── parts


def _code(name: str, stands: str, said: Mapping[str, Any], elements: Collection[str]) -> str:
    return str(said.get(name, "")) if name in elements else stands


def _is_own(given: str, own: Own) -> bool:
    name, apart, key = given.partition(APART)
    return key in own.rows.get(name, {}) if apart else name in own.before


def _others(name: str, own: Own, stands: Mapping[str, Any], layer: OrderLayer) -> int:
    mine = own.keys_of(name)
    return len(rows_by_key(name, stands.get(name), layer).keys() - mine) if mine is not None else 0


def shown_rows(
    name: str,
    mine: Mapping[str, OwnRow],
    said: Mapping[str, Any],
    stands: Mapping[str, Any],
    orders: Mapping[UUID, str],
    layer: OrderLayer,
) -> tuple[OwnRowShown, ...]:
    """Return the rows of a list that are the editors', in the order in which they stand."""
    if not mine:
        return ()
    now, file = (rows_by_key(name, one.get(name), layer) for one in (stands, said))
    found = []
    for key in sorted(mine, key=[*now, *file, *mine].index):
        texts = [
            _order_words(name, rows, layer) if key == ORDER else _row_words(name, rows, key, layer)
            for rows in (now, file)
        ]
        is_same = texts[0] == texts[1]
        found.append(
            OwnRowShown(
                element=f"{name}{APART}{key}",
                label=_row_name(name, key, {**file, **now}, layer),
                order_id=mine[key].order_id,
                order_name=orders[mine[key].order_id],
                says="" if is_same else texts[0],
                would_say="" if is_same else texts[1],
                is_same=is_same,
            )
        )
    return tuple(found)


def _row_name(name: str, key: str, rows: Mapping[str, Row], layer: OrderLayer) -> str:
    if key == ORDER:
        return str(_("先后顺序"))
    return row_label(name, rows[key], layer) if key in rows else key


def _row_words(name: str, rows: Mapping[str, Row], key: str, layer: OrderLayer) -> str:
    return "；".join(diff.member_words(row_of(name, rows[key], layer))) if key in rows else ""


def _order_words(name: str, rows: Mapping[str, Row], layer: OrderLayer) -> str:
    return "、".join(row_label(name, row, layer) for row in rows.values())


def _label(name: str, layer: OrderLayer) -> str:
    is_known = name in SCHEMAS[layer].model_fields or name in DEFINITIONS
    return element_label(name, layer) if is_known else name[:60]


def _why(target: Target, text: DataFileText | None) -> str:
    """Return why an item does not follow at all; "" where it does."""
    if target.is_withdrawn:
        return KeptWhy.WITHDRAWN
    # What the last load met as withdrawn may have come back since.
    held = text is not None and text.why not in {KeptWhy.OWN, KeptWhy.WITHDRAWN}
    return text.why if text and held else ""


def _known(item_id: UUID, layer: OrderLayer) -> tuple[Target, Own, DataFileText | None]:
    if layer is OrderLayer.BASE:
        targets, own = base_targets([item_id]), own_of_items([item_id])
        texts = DataFileText.objects.filter(base_item_id=item_id)
    else:
        targets, own = list_targets([item_id]), own_of_lists(list_ids=[item_id])
        texts = DataFileText.objects.filter(implementation_id=item_id)
    if item_id not in targets:
        raise ItemNotFound
    return targets[item_id], own.get(item_id, Own()), texts.first()


def _texts(
    target: Target, own: Own, text: DataFileText | None, layer: OrderLayer
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what stands, and what the data files say, with form and process as elements."""
    is_base = layer is OrderLayer.BASE
    codes = {"form_code": target.form_code, "process_code": target.process_code}
    stands = {**target.content, **(codes if is_base else {})}
    if text is None:
        before = {name: value for name, value in own.before.items() if value is not None}
        for name, mine in own.rows.items():
            was = {key: row.before for key, row in mine.items()}
            before[name] = rows_before(name, stands.get(name), was, layer)
        return stands, {k: v for k, v in stands.items() if k not in own.before} | before
    said = {"form_code": text.form_code, "process_code": text.process_code}
    return stands, {**text.content, **(said if is_base else {})}


def _differences(
    said: Mapping[str, Any], stands: Mapping[str, Any], layer: OrderLayer
) -> list[diff.Change]:
    contents = [
        {name: value for name, value in one.items() if name not in DEFINITIONS}
        for one in (said, stands)
    ]
    found = diff.differences(contents[0], contents[1], layer)
    if layer is OrderLayer.BASE:
        codes = [{name: str(one.get(name, "")) for name in DEFINITIONS} for one in (said, stands)]
        found += diff.definition_changes(codes[0], codes[1])
    return found


def _shown(
    name: str,
    change: diff.Change | None,
    order_id: UUID,
    names: Mapping[UUID, str],
    layer: OrderLayer,
) -> OwnElement:
    return OwnElement(
        element=name,
        label=element_label(name, layer),
        order_id=order_id,
        order_name=names[order_id],
        says=change.after if change else "",
        would_say=change.before if change else "",
        sentences=change.sentences if change else (),
    )


def _order_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return {one.id: str(one) for one in ChangeOrder.objects.filter(pk__in=set(ids))}


def _open_order(item_id: UUID, layer: OrderLayer) -> tuple[UUID, str] | None:
    field = "base_item_id" if layer is OrderLayer.BASE else "implementation_id"
    line = (
        ChangeLine.objects.filter(is_open=True, **{field: item_id}).select_related("order").first()
    )
    return (line.order_id, str(line.order)) if line else None

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""All base items or lists that hold elements of their editors, and those that editors withdrew.

Which they are is read off the lines of the orders, as ``loading.kept`` does for single items; the
database looks at items in the order of their codes and stops when a page is full.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.editing.access import CATALOGUE_RIGHTS
from yiwang.catalogue.editing.catalogue_items import open_orders
from yiwang.catalogue.editing.wording import DEFINITIONS, SCHEMAS, element_label
from yiwang.catalogue.enums import OrderLayer, VersionState
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.kept import IN_EFFECT, Own, own_of_items, own_of_lists
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeOrder,
    DataFileText,
    ImplementationList,
)
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

PAGE: Final = 30


class OwnState(StrEnum):
    """How an item stands to the data files."""

    OWN = "own"
    CLASH = "clash"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return str(STATE_WORDS[self])


STATE_WORDS: Final[Mapping[OwnState, Promise]] = {
    OwnState.OWN: _("其余要素随数据文件"),
    OwnState.CLASH: _("合不到一起，整项不变"),
    OwnState.WITHDRAWN: _("已取消，数据文件不再恢复"),
}


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """What to look for.

    :ivar place: the division of the departments, with all below it
    :ivar element: one that is the editors', by its name in the element tables
    :ivar since: changed on that day or later
    """

    place: str = ""
    department_id: UUID | None = None
    element: str = ""
    since: date | None = None
    state: OwnState | None = None


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item with the elements that are its editors'.

    :ivar elements: (name, label) of each, in the order of the element tables
    :ivar changed_at: when one of them was changed last; None where there is none
    :ivar is_from_files: a data file speaks of it, so that elements can go back
    :ivar order: the open order that it stands on, (id, name)
    """

    id: UUID
    layer: OrderLayer
    name: str
    code: str
    department_name: str
    elements: Sequence[tuple[str, str]]
    changed_at: datetime | None
    state: OwnState
    is_from_files: bool
    order: tuple[UUID, str] | None

    @property
    def words(self) -> str:
        """Return how it stands to the data files."""
        if self.state is OwnState.OWN and not self.is_from_files:
            return str(_("编辑建立的，数据文件里没有"))
        return self.state.words

    @property
    def may_go_back(self) -> bool:
        """Say whether its elements can be given back now."""
        return (
            bool(self.elements)
            and self.is_from_files
            and self.state is not OwnState.WITHDRAWN
            and self.order is None
        )


def own_items(
    actor: Actor,
    layer: OrderLayer,
    wanted: OwnFilter,
    *,
    after: str = "",
    limit: int = PAGE,
) -> list[OwnItem]:
    """Return items that hold elements of editors, or that editors withdrew, by code.

    :param after: code of the last one of the page before
    :raises NotYourCatalogue: the post has no right on the catalogue
    """
    if not actor.is_staff or actor.rights.isdisjoint(CATALOGUE_RIGHTS):
        raise NotYourCatalogue
    if layer is OrderLayer.BASE and not actor.covers_subtree:
        return []
    states = _found(actor, layer, wanted, after, limit)
    return _rows(layer, states)


def elements_to_filter(layer: OrderLayer) -> list[tuple[str, str]]:
    """Return the elements that editors can change, each with what it is called."""
    return [(name, element_label(name, layer)) for name in _names(layer)]


# ── finding them

_HERE: Final[Mapping[OrderLayer, str]] = {
    OrderLayer.LIST: """
SELECT i.id, i.code, i.state = 'withdrawn' AND EXISTS (
           SELECT FROM catalogue_base_version f
            WHERE f.base_item_id = i.base_item_id AND f.state = 'published'
              AND f.effective_to IS NULL) AS is_withdrawn
  FROM touched JOIN catalogue_implementation i USING (id)
 WHERE i.code > %(after)s AND i.current_id IS NOT NULL AND i.state IN ('open', 'withdrawn')
   AND i.region_code BETWEEN %(first)s AND %(last)s
   AND i.region_code BETWEEN %(place_first)s AND %(place_last)s
   AND (%(own_department)s::uuid IS NULL OR i.department_id = %(own_department)s::uuid)
   AND (%(department)s::uuid IS NULL OR i.department_id = %(department)s::uuid)
""",
    OrderLayer.BASE: """
SELECT i.id, i.code, NOT EXISTS (
           SELECT FROM catalogue_base_version f
            WHERE f.base_item_id = i.id AND f.state = 'published' AND f.effective_to IS NULL
       ) AS is_withdrawn
  FROM touched JOIN catalogue_base_item i USING (id)
 WHERE i.code > %(after)s AND i.scope_code = %(scope)s
   AND EXISTS (SELECT FROM catalogue_base_version p
                WHERE p.base_item_id = i.id AND p.state <> 'draft')
""",
}
_COLUMNS: Final[Mapping[OrderLayer, tuple[str, str, str, str]]] = {
    OrderLayer.LIST: (
        "implementation_id",
        "catalogue_implementation_version",
        "l.content",
        "began.content",
    ),
    OrderLayer.BASE: (
        "base_item_id",
        "catalogue_base_version",
        "l.content || jsonb_build_object('form_code', l.form_code, 'process_code', l.process_code)",
        """began.content || jsonb_build_object(
               'form_code', began.form_code, 'process_code', began.process_code)""",
    ),
}
"""Of each layer: the item of a line, the table of its versions, what is after and was before."""
_FOUND: Final = """
WITH touched AS MATERIALIZED (
    SELECT l.{item} AS id
      FROM catalogue_change_line l JOIN catalogue_change_order o ON o.id = l.order_id
     WHERE l.{item} IS NOT NULL AND o.state = ANY (%(in_effect)s)
       AND (%(since)s::timestamptz IS NULL OR o.published_at >= %(since)s::timestamptz)
    UNION
    SELECT t.{item} FROM catalogue_data_file_text t
     WHERE t.{item} IS NOT NULL AND t.why = %(clash)s AND %(since)s::timestamptz IS NULL
), here AS MATERIALIZED (
    {here} ORDER BY code
)
SELECT h.id, CASE WHEN h.is_withdrawn THEN 'withdrawn' WHEN t.id IS NOT NULL THEN 'clash'
                  ELSE 'own' END AS state
  FROM here h
  LEFT JOIN catalogue_data_file_text t ON t.{item} = h.id AND t.why = %(clash)s
  CROSS JOIN LATERAL (
    SELECT count(*) AS count, max(newest.published_at) AS changed_at
      FROM (
        SELECT DISTINCT ON (k.name) k.name, o.published_at, l.gives_back ? k.name AS is_given_back
          FROM catalogue_change_line l
          JOIN catalogue_change_order o ON o.id = l.order_id
          LEFT JOIN {versions} began ON began.id = l.from_version
         CROSS JOIN unnest(%(names)s::text[]) AS k (name)
         WHERE l.{item} = h.id AND l.content IS NOT NULL AND o.state = ANY (%(in_effect)s)
           AND (l.from_version IS NULL OR l.gives_back ? k.name
                OR nullif(({after}) -> k.name, 'null') IS DISTINCT FROM
                   nullif(({before}) -> k.name, 'null'))
         ORDER BY k.name, o.published_at DESC, o.number DESC
      ) newest
     WHERE NOT newest.is_given_back
  ) own
 WHERE CASE WHEN %(is_narrow)s
            THEN own.count > 0 AND (%(since)s::timestamptz IS NULL
                                    OR own.changed_at >= %(since)s::timestamptz)
            ELSE own.count > 0 OR h.is_withdrawn OR t.id IS NOT NULL END
   AND (%(state)s = '' OR %(state)s = CASE WHEN h.is_withdrawn THEN 'withdrawn'
                                           WHEN t.id IS NOT NULL THEN 'clash' ELSE 'own' END)
 ORDER BY h.code LIMIT %(limit)s
"""


def _found(
    actor: Actor, layer: OrderLayer, wanted: OwnFilter, after: str, limit: int
) -> dict[UUID, OwnState]:
    item, versions, then, before = _COLUMNS[layer]
    names = _names(layer)
    if wanted.element:
        names = [wanted.element] if wanted.element in names else []
    reach = organizations.code_range(actor.division_code)
    own_department = None if actor.covers_subtree else actor.department_id
    parameters: dict[str, Any] = {
        "in_effect": [str(state) for state in IN_EFFECT],
        "clash": KeptWhy.CLASH.value,
        "since": _beginning(wanted.since),
        "after": after,
        "first": reach[0] if actor.covers_subtree else actor.division_code,
        "last": reach[1] if actor.covers_subtree else actor.division_code,
        "own_department": own_department,
        "department": wanted.department_id,
        "scope": actor.division_code,
        "names": names,
        "is_narrow": bool(wanted.element or wanted.since),
        "state": wanted.state.value if wanted.state else "",
        "limit": limit,
    }
    place = organizations.code_range(wanted.place) if wanted.place else ("", "9" * 12)
    parameters |= {"place_first": place[0], "place_last": place[1]}
    statement = _FOUND.format(
        item=item, versions=versions, after=then, before=before, here=_HERE[layer]
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {row[0]: OwnState(row[1]) for row in cursor.fetchall()}


def _names(layer: OrderLayer) -> list[str]:
    names = list(SCHEMAS[layer].model_fields)
    return [*names, *DEFINITIONS] if layer is OrderLayer.BASE else names


def _beginning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


# ── showing them


def _rows(layer: OrderLayer, states: Mapping[UUID, OwnState]) -> list[OwnItem]:
    ids = list(states)
    is_base = layer is OrderLayer.BASE
    named = _base_names(ids) if is_base else _list_names(ids)
    owned = own_of_items(ids) if is_base else own_of_lists(list_ids=ids)
    field = "base_item_id" if is_base else "implementation_id"
    texts = DataFileText.objects.filter(**{f"{field}__in": ids})
    spoken_of = frozenset(texts.values_list(field, flat=True))
    moments = _moments(owned.values())
    orders = open_orders(field, ids)
    rows = []
    for item_id, state in states.items():
        name, code, department = named[item_id]
        own = owned.get(item_id, Own())
        rows.append(
            OwnItem(
                id=item_id,
                layer=layer,
                name=name,
                code=code,
                department_name=department,
                elements=[
                    (one, element_label(one, layer)) for one in _names(layer) if one in own.before
                ],
                changed_at=max((moments[one] for one in own.orders.values()), default=None),
                state=state,
                is_from_files=item_id in spoken_of or not own.is_new,
                order=orders.get(item_id),
            )
        )
    return rows


def _list_names(ids: Collection[UUID]) -> dict[UUID, tuple[str, str, str]]:
    rows = ImplementationList.objects.filter(pk__in=ids).values_list(
        "id", "current__base_version__name", "code", "department__name"
    )
    return {row[0]: row[1:] for row in rows}


def _base_names(ids: Collection[UUID]) -> dict[UUID, tuple[str, str, str]]:
    rows = (
        BaseItemVersion.objects.filter(base_item_id__in=ids)
        .exclude(state=VersionState.DRAFT)
        .order_by("base_item_id", "-number")
        .distinct("base_item_id")
        .values_list("base_item_id", "name", "base_item__code", "base_item__line")
    )
    return {row[0]: row[1:] for row in rows}


def _moments(owned: Collection[Own]) -> dict[UUID, datetime]:
    ids = {order_id for own in owned for order_id in own.orders.values()}
    rows = ChangeOrder.objects.filter(pk__in=ids).values_list("id", "published_at")
    return {order_id: moment for order_id, moment in rows if moment is not None}

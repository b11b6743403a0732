# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Snapshots: a version of a list with everything from both layers, fixed for ever.

Published versions never change, so their snapshots are kept in the process. Their base layers are
kept apart and shared, because a thousand lists stand on the same one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection

from yiwang.catalogue.citations import parse_citations
from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.catalogue.codes import then
from yiwang.catalogue.content import (
    EXTENSION,
    BaseContent,
    Faq,
    Fee,
    ImplementationContent,
    LegalBasis,
    MaterialRequirement,
    Result,
    SpecialProcedure,
    Step,
    Themes,
    TimeLimit,
    read_content,
    read_stored,
)
from yiwang.catalogue.enums import VersionState, is_applied_for
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.layers import effective_fees, effective_materials
from yiwang.catalogue.models import BaseItemVersion
from yiwang.foundation.errors import LawReference
from yiwang.foundation.remembering import Remembered
from yiwang.workflow.clock import Procedure

BASES_KEPT: Final = 512
SNAPSHOTS_KEPT: Final = 4096

_PROCEDURE_OF_NAME: Final[Mapping[str, Procedure]] = {
    "听证": Procedure.HEARING,
    "招标": Procedure.TENDER,
    "拍卖": Procedure.AUCTION,
    "检验": Procedure.INSPECTION,
    "检测": Procedure.TESTING,
    "检疫": Procedure.QUARANTINE,
    "鉴定": Procedure.APPRAISAL,
    "专家评审": Procedure.EXPERT_REVIEW,
    "考试": Procedure.EXAMINATION,
    "现场核查": Procedure.SITE_VISIT,
    "现场踏勘": Procedure.SITE_VISIT,
    "公示公告": Procedure.PUBLIC_NOTICE,
    "公示": Procedure.PUBLIC_NOTICE,
    "征求意见": Procedure.SEEKING_OPINIONS,
    "集体讨论": Procedure.COLLECTIVE_DISCUSSION,
}

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values used last, up to a number; safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[K, V] = {}
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
            return value

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._values.pop(key, None)  # put again, it counts as used last
            self._values[key] = value
            if len(self._values) > self._size:
                del self._values[next(iter(self._values))]

    def clear(self) -> None:
        with self._lock:
            self._values.clear()

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class Counter:
    """Where and when the department receives people."""

    address: str
    hours: str
    consult_phone: str
    complaint_phone: str
    window: str

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(phone for phone in (self.consult_phone, self.complaint_phone) if phone)


@dataclass(frozen=True)
class BaseLayer:
    """The base layer of one base version with what is compiled from it once."""

    content: BaseContent
    form_id: UUID | None
    process_id: UUID | None

    @cached_property
    def stopping_procedures(self) -> Mapping[str, LawReference]:
        """Return the procedures that the item's own law lets stop the clock, with the article."""
        return {
            procedure: law
            for special in self.content.special_procedures
            if special.stops_clock
            and (procedure := _PROCEDURE_OF_NAME.get(special.name)) is not None
            and (law := _first_law(special.basis)) is not None
        }

    @cached_property
    def extension_workdays(self) -> int | None:
        """Return how many working days of extension the item's own law gives, if it says so."""
        return next(
            (
                special.limit.amount
                for special in self.content.special_procedures
                if special.kind == EXTENSION
                and special.limit is not None
                and special.limit.unit == "workday"
                and _first_law(special.basis) is not None
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class ItemSnapshot:
    """Everything that a case is handled by, as it was published.

    :ivar code: implementation code, 31 characters
    :ivar promise_limit: the department's promise; None only for powers of own motion
    """

    version_id: UUID
    implementation_id: UUID
    base_item_id: UUID
    base_version_id: UUID
    number: int
    code: str
    basic_code: str
    local_code: str
    region_code: str
    level: int
    department_id: UUID
    department_name: str
    promise_limit: TimeLimit | None
    local: ImplementationContent
    layer: BaseLayer

    @property
    def base(self) -> BaseContent:
        return self.layer.content

    @property
    def name(self) -> str:
        return self.base.name

    @property
    def item_type(self) -> str:
        return self.base.item_type.value

    @property
    def is_applied_for(self) -> bool:
        """Return whether people apply for it; a power of own motion has no form and no process."""
        return is_applied_for(self.base.item_type)

    @property
    def service_objects(self) -> tuple[str, ...]:
        return tuple(one.value for one in self.base.service_objects)

    @property
    def project_type(self) -> str:
        return self.local.project_type.value

    @property
    def mode(self) -> str:
        return self.base.mode.value

    @property
    def commitment_text(self) -> str:
        return self.base.commitment_text

    @property
    def statutory_limit(self) -> TimeLimit | None:
        return self.base.statutory_limit

    @property
    def form_id(self) -> UUID | None:
        return self.layer.form_id

    @property
    def process_id(self) -> UUID | None:
        return self.layer.process_id

    @property
    def materials(self) -> tuple[MaterialRequirement, ...]:
        """Return the materials that are asked for here."""
        return effective_materials(self.base, self.local)

    @property
    def legal_bases(self) -> tuple[LegalBasis, ...]:
        return self.base.legal_bases

    @property
    def conditions(self) -> tuple[str, ...]:
        return self.base.conditions

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.base.steps

    @property
    def joint_departments(self) -> tuple[str, ...]:
        """Return the bodies that handle it together with this one (联办机构)."""
        return self.local.joint_departments

    @property
    def fees(self) -> tuple[Fee, ...]:
        """Return what is charged here."""
        return effective_fees(self.base, self.local)

    @property
    def results(self) -> tuple[Result, ...]:
        return self.base.results

    @property
    def result(self) -> Result:
        """Return the main result."""
        return self.base.results[0]

    @property
    def special_procedures(self) -> tuple[SpecialProcedure, ...]:
        return self.base.special_procedures

    @property
    def faqs(self) -> tuple[Faq, ...]:
        return self.base.faqs

    @property
    def themes(self) -> Themes:
        return self.base.themes

    @property
    def assurance_level(self) -> int:
        """Return how sure one must be who applies: by both layers, else by the installation."""
        stated = (self.base.assurance_level, self.local.assurance_level)
        usual: int = settings.IDENTITY_ITEM_ASSURANCE
        return max((level for level in stated if level is not None), default=usual)

    @property
    def theme_names(self) -> frozenset[str]:
        return frozenset((*self.themes.natural, *self.themes.legal))

    @property
    def visits(self) -> int:
        return self.local.visits

    @property
    def online_depth(self) -> int:
        return self.local.online_depth.value

    @property
    def is_online(self) -> bool:
        return self.local.is_online

    @property
    def counter(self) -> Counter:
        return Counter(
            address=self.local.address,
            hours=self.local.hours,
            consult_phone=self.local.consult_phone,
            complaint_phone=self.local.complaint_phone,
            window=self.local.counter,
        )


_bases: Kept[UUID, BaseLayer] = Kept(BASES_KEPT)
_snapshots: Kept[UUID, ItemSnapshot] = Kept(SNAPSHOTS_KEPT)
TIES: Remembered[str, Mapping[tuple[str, str], Mapping[str, str]]] = Remembered(60.0)
"""Of ``tied``: which items grant what another follows up."""

# Every guide asks this; the ORM would need longer to put it together than PostgreSQL to answer.
_ROW: Final = """
    SELECT v.state, v.number, v.published_at, v.content::text, v.implementation_id,
           v.base_version_id, l.base_item_id, l.code, b.code, b.local_code, l.region_code,
           l.level, l.department_id, d.name,
           EXISTS (SELECT 1 FROM catalogue_code_succession s
                    WHERE s.kind = %s AND s.new_code = b.code AND s.recorded_at > v.published_at)
      FROM catalogue_implementation_version v
      JOIN catalogue_implementation l ON l.id = v.implementation_id
      JOIN catalogue_base_item b ON b.id = l.base_item_id
      JOIN organizations_department d ON d.id = l.department_id
     WHERE v.id = %s::uuid
"""


def snapshot(version_id: UUID) -> ItemSnapshot:
    """Return the snapshot of a version: from the process, else with at most two queries.

    :raises ItemNotFound: there is no such version
    """
    kept = _snapshots.get(version_id)
    if kept is not None:
        return kept
    with connection.cursor() as cursor:
        cursor.execute(_ROW, [SuccessionKind.RENUMBER, version_id])
        row = cursor.fetchone()
    if row is None:
        raise ItemNotFound
    state, *columns = row
    merged = _merge(version_id, columns)
    if state != VersionState.DRAFT:
        _snapshots.put(version_id, merged)
    return merged


def base_layer(base_version_id: UUID) -> BaseLayer:
    """Return the base layer of a version: from the process, else with one query.

    :raises ItemNotFound: there is no such version
    """
    kept = _bases.get(base_version_id)
    if kept is not None:
        return kept
    row = (
        BaseItemVersion.objects.filter(pk=base_version_id)
        .values_list("state", "content", "form_id", "process_id")
        .first()
    )
    if row is None:
        raise ItemNotFound
    state, content, form_id, process_id = row
    layer = BaseLayer(read_content(BaseContent, content), form_id, process_id)
    if state != VersionState.DRAFT:
        _bases.put(base_version_id, layer)
    return layer


def forget_kept() -> None:
    """Forget everything that is kept in this process."""
    _snapshots.clear()
    _bases.clear()
    TIES.forget()


def _merge(version_id: UUID, columns: Sequence[Any]) -> ItemSnapshot:
    number, published_at, content, implementation_id, base_version_id, *rest = columns
    base_item_id, code, basic_code, local_code, *place, is_renumbered = rest
    region_code, level, department_id, department_name = place
    local = read_stored(ImplementationContent, content)
    if is_renumbered:  # an old version keeps the code under which it was published
        basic_code = then.basic_code_at(basic_code, published_at)
        code = f"{code[: -len(basic_code)]}{basic_code}"
    return ItemSnapshot(
        version_id=version_id,
        implementation_id=implementation_id,
        base_item_id=base_item_id,
        base_version_id=base_version_id,
        number=number,
        code=code,
        basic_code=basic_code,
        local_code=local_code,
        region_code=region_code,
        level=level,
        department_id=department_id,
        department_name=department_name,
        promise_limit=local.promise_limit,
        local=local,
        layer=base_layer(base_version_id),
    )


def _first_law(basis: str) -> LawReference | None:
    places = parse_citations(basis)
    return LawReference(places[0].law, places[0].label) if places else None

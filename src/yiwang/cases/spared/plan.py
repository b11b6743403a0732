# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What need not be asked for an item: which materials and fields can be found, and where.

It follows from what each material proves and whose it is, from the data sources and from the form:
asking about the applicant proves nothing of somebody else. A process keeps the plan of a version
for a minute; an item without anything to find costs nothing after that.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import get_language

from yiwang.cases.enums import ApplicantKind
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.remembering import Remembered
from yiwang.sharing import selectors as sharing

KEPT_SECONDS: Final = 60.0
APPLIES_FOR_ANOTHER: Final = ("by_agent", "is_by_guardian")
"""Fields that say that who applies is not whom the matter is about."""


@dataclass(frozen=True, slots=True)
class Place:
    """A material that can be found, and where to look for it.

    :ivar source_code: the data source that answers it; "" when only certificates and earlier cases
        may hold it
    """

    key: str
    name: str
    proof: catalogue.proofs.Proof
    source_code: str
    is_uploaded: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that can be found for one item and one kind of applicant."""

    materials: Mapping[str, Place] = field(default_factory=dict)
    fields: Mapping[str, forms.FieldSource] = field(default_factory=dict)
    sources: Mapping[str, sharing.Source] = field(default_factory=dict)
    prefilled: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not self.materials and not self.fields

    @property
    def sure(self) -> list[Place]:
        """Return the materials that a source answers; others depend on what one has already."""
        return [one for one in self.materials.values() if one.source_code]

    def asked_of(self, source_code: str) -> tuple[str, ...]:
        """Return which fields of a source are needed: all for a proof, else those of the form."""
        if any(one.source_code == source_code for one in self.materials.values()):
            return ()
        wanted = {one.field for one in self.fields.values() if one.source == source_code}
        return tuple(sorted(wanted))


Proofs = Mapping[tuple[UUID, str], catalogue.proofs.Proof]
_plans: Remembered[tuple[UUID, str, str, str, str], Plan] = Remembered(KEPT_SECONDS)
_proofs: Remembered[tuple[UUID, str], Proofs] = Remembered(KEPT_SECONDS)
_sources: Remembered[str, tuple[str, list[sharing.Source]]] = Remembered(KEPT_SECONDS)
"""The data sources in a language, and a mark that changes when plans for them do."""


def kind_of(actor: Actor) -> str:
    """Return whether somebody applies as a natural person or for a firm."""
    return ApplicantKind.LEGAL if actor.legal_person_id else ApplicantKind.NATURAL


def sources_mark() -> str:
    """Return what changes whenever plans do because data sources changed; from the process."""
    mark, _all = _sources_known()
    return mark


def plan_for(snapshot: catalogue.ItemSnapshot, kind: str, proofs_mark: str = "") -> Plan:
    """Return what can be found for an item; from the process, else with two queries at most.

    :param kind: whether a natural or a legal person applies
    :param proofs_mark: changes when what materials prove does, where the caller knows it
    """
    mark, sources = _sources_known()
    key = (snapshot.version_id, kind, get_language() or "", mark, proofs_mark)
    return _plans.get(key, lambda: _made(snapshot, kind, sources, proofs_mark))


def forget_plans() -> None:
    """Let the next question work plans out again."""
    for each in (_plans, _sources, _proofs):
        each.forget()


def concerns_applicant(form: Mapping[str, object]) -> bool:
    """Return whether the matter is about the one who applies, as far as the form says."""
    return not any(form.get(name) is True for name in APPLIES_FOR_ANOTHER)


def _sources_known() -> tuple[str, list[sharing.Source]]:
    return _sources.get(get_language() or "", _read_sources)


def _read_sources() -> tuple[str, list[sharing.Source]]:
    found = sharing.sources()
    told = [
        (one.code, one.name, one.provider, one.subject, one.fields, one.evidence_types)
        for one in found
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16], found


def _made(
    snapshot: catalogue.ItemSnapshot, kind: str, sources: list[sharing.Source], proofs_mark: str
) -> Plan:
    known = {one.code: one for one in sources if one.subject == kind}
    item_id = snapshot.base_item_id
    proofs = _proofs.get((item_id, proofs_mark), lambda: catalogue.proofs.proofs_of([item_id]))
    by_type = sharing.sources_for(
        [proof.type_code for proof in proofs.values()], subject=kind, among=list(known.values())
    )
    materials = {}
    for one in snapshot.materials:
        proof = proofs.get((snapshot.base_item_id, one.key))
        if proof is None or one.from_form or not proof.is_of_applicant(one):
            continue
        source = by_type.get(proof.type_code)
        code = source.code if source else ""
        if code or one.is_uploaded or one.licence_type:
            materials[one.key] = Place(one.key, one.name, proof, code, one.is_uploaded)
    form = forms.compiled_form(snapshot.form_id) if snapshot.form_id else None
    fields = form.sources if form else {}
    used = {one.source_code for one in materials.values()} | {f.source for f in fields.values()}
    return Plan(
        materials=materials,
        fields={name: one for name, one in fields.items() if _answers(known, one)},
        sources={code: one for code, one in known.items() if code in used},
        prefilled=form.prefilled if form else frozenset(),
    )


def _answers(known: Mapping[str, sharing.Source], wanted: forms.FieldSource) -> bool:
    source = known.get(wanted.source)
    return source is not None and wanted.field in {one.key for one in source.fields}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep the materials library: enter and change types, say what a name means, merge two types."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from yiwang.catalogue import guidance_events as events
from yiwang.catalogue import policies
from yiwang.catalogue.enums import MaterialKind
from yiwang.catalogue.evidence_types.naming import plain_name
from yiwang.catalogue.guidance_refusals import (
    EvidenceNameless,
    EvidenceNameUnknown,
    EvidenceTypeNotFound,
    EvidenceTypeTaken,
    SomebodyWasFaster,
)
from yiwang.catalogue.loading.sources import HOME_SCOPE
from yiwang.catalogue.models import EvidenceName, EvidenceType, MaterialUse
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

LONGEST = 200
_COLUMNS = ("name", "kind", "issuer", "licence_type", "validity")


@dataclass(frozen=True, slots=True)
class TypeDetails:
    """What is said of a type."""

    name: str
    kind: MaterialKind
    issuer: str = ""
    licence_type: str = ""
    validity: str = ""

    @property
    def columns(self) -> dict[str, str]:
        texts = {
            name: clean_text(str(getattr(self, name)), max_length=LONGEST) for name in _COLUMNS
        }
        if not texts["name"]:
            raise EvidenceNameless
        return texts | {"kind": MaterialKind(self.kind).value}


def add_type(*, details: TypeDetails, actor: Actor, at: datetime) -> EvidenceType:
    """Enter a type with the next free code.

    :raises NotYourCatalogue: the actor does not keep the province's catalogue
    :raises EvidenceNameless: it has no name
    :raises EvidenceTypeTaken: there is one of this name
    """
    check_keeps(actor)
    columns = details.columns
    try:
        with transaction.atomic():
            made = EvidenceType.objects.create(code=_next_code(), **columns)
            _take_up(made)
            _append(made, actor=actor, at=at)
    except IntegrityError as error:
        raise EvidenceTypeTaken from error
    return made


def change_type(
    *, code: str, details: TypeDetails, revision: int, actor: Actor, at: datetime
) -> EvidenceType:
    """Change what is said of a type.

    :param revision: that the editor saw
    :raises SomebodyWasFaster: it has been changed since
    :raises EvidenceTypeTaken: another has this name
    """
    check_keeps(actor)
    try:
        with transaction.atomic():
            kept = _locked(code)
            if kept.revision != revision:
                raise SomebodyWasFaster
            before = kept.name
            for column, value in details.columns.items():
                setattr(kept, column, value)
            kept.revision += 1
            kept.save()
            if kept.name != before:
                # What was called by the old name goes on meaning this type.
                EvidenceName.objects.get_or_create(
                    name=plain_name(before), defaults={"evidence_type": kept}
                )
                _take_up(kept)
            _append(kept, actor=actor, at=at)
    except IntegrityError as error:
        raise EvidenceTypeTaken from error
    return kept


def assign_name(*, name: str, code: str, actor: Actor, at: datetime) -> int:
    """Say which type a name of materials means, everywhere; return how many materials follow.

    :raises EvidenceTypeNotFound: no such type
    :raises EvidenceNameUnknown: no material is called so
    """
    check_keeps(actor)
    plain = plain_name(name)
    with transaction.atomic():
        kept = _locked(code)
        uses = MaterialUse.objects.filter(plain_name=plain)
        if not uses.exists():
            raise EvidenceNameUnknown
        EvidenceName.objects.update_or_create(name=plain, defaults={"evidence_type": kept})
        count = uses.update(evidence_type=kept)
        fact = events.EvidenceNameAssigned(evidence_type_id=kept.id, code=kept.code, uses=count)
        ledger.append(fact, actor=actor, at=at)
    return count


def merge_types(*, code: str, into: str, actor: Actor, at: datetime) -> int:
    """Merge a type into another; its names and uses follow, its code leads there from now on.

    :raises EvidenceTypeNotFound: one of them is not there, or both are the same
    """
    check_keeps(actor)
    with transaction.atomic():
        # Always in the same order, so that two merges cannot wait for each other.
        found = {one: _locked(one) for one in sorted({code, into})}
        if len(found) < 2:
            raise EvidenceTypeNotFound
        gone, kept = found[code], found[into]
        EvidenceName.objects.filter(evidence_type=gone).update(evidence_type=kept)
        EvidenceName.objects.update_or_create(
            name=plain_name(gone.name), defaults={"evidence_type": kept}
        )
        count = MaterialUse.objects.filter(evidence_type=gone).update(evidence_type=kept)
        EvidenceType.objects.filter(merged_into=gone).update(merged_into=kept)
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        fact = events.EvidenceTypesMerged(
            evidence_type_id=kept.id, code=kept.code, gone_code=gone.code, uses=count
        )
        ledger.append(fact, actor=actor, at=at)
    return count


def check_keeps(actor: Actor) -> None:
    """Raise unless the actor keeps the materials library, which is the province's.

    :raises NotYourCatalogue: they do not
    """
    policies.check_can(actor, policies.Action.EDIT_BASE, division_code=HOME_SCOPE)


def _take_up(kept: EvidenceType) -> None:
    """Let the materials of the type's own name, that nobody has mapped, be of it."""
    uses = MaterialUse.objects.filter(plain_name=plain_name(kept.name), evidence_type__isnull=True)
    uses.update(evidence_type=kept)


def _locked(code: str) -> EvidenceType:
    found = (
        EvidenceType.objects.select_for_update().filter(code=code, merged_into__isnull=True).first()
    )
    if found is None:
        raise EvidenceTypeNotFound
    return found


def _next_code() -> str:
    """Return the next free code; others wait for theirs till this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue_evidence_type'))")
    last = EvidenceType.objects.filter(code__startswith="M").aggregate(Max("code"))["code__max"]
    return f"M{int((last or 'M0000')[1:]) + 1:04d}"


def _append(kept: EvidenceType, *, actor: Actor, at: datetime) -> None:
    fact = events.EvidenceTypeKept(evidence_type_id=kept.id, code=kept.code, revision=kept.revision)
    ledger.append(fact, actor=actor, at=at)

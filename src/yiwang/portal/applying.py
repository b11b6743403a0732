# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An application in the making, as the pages need it: what was typed, what is still missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode, Purpose
from yiwang.cases.services import drafts
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.forms import selectors as forms
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.identity.services import privacy_texts
from yiwang.portal import found
from yiwang.workflow.clock import ClockTerms, LegalClock, Unit

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

SITUATION, FORM, MATERIALS, CHECK = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Handed:
    """One file handed in for a material."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A material that is asked for in this situation, with what was handed in for it."""

    requirement: Any
    files: tuple[Handed, ...]
    is_excused: bool = False

    @property
    def is_missing(self) -> bool:
        is_due = self.requirement.is_required or self.requirement.is_deferrable
        return bool(is_due) and not self.files and not self.is_excused

    @property
    def has_room(self) -> bool:
        return len(self.files) < int(self.requirement.max_files)


@dataclass(frozen=True, slots=True)
class Application:
    """What a citizen has typed and handed in so far for one item."""

    item: Any
    form: Any
    typed: Mapping[str, object]
    materials: Mapping[str, Sequence[str]]
    draft_id: UUID | None
    step: int
    scenario: Mapping[str, object] | None = None
    purpose: Purpose = Purpose.NEW
    about_id: UUID | None = None
    mode: CaseMode = CaseMode.STANDARD
    mode_materials: Sequence[str] = ()
    mode_deferred: Sequence[str] = ()
    is_shared: bool = False
    revision: int = 0

    def offers(self) -> list[Any]:
        """Return the ways of handling that are open for what the form says."""
        return cases.trust.offers(self.item, self.typed, self.scenario)

    def offer(self) -> Any:
        """Return the way of handling that was chosen; where the form asks for one, that one."""
        offers = self.offers()
        return next((one for one in offers if one.mode is self.mode), offers[0])

    def excused(self) -> frozenset[str]:
        """Return the keys of what follows later, or of what a promise stands in for."""
        return self.promised() | self.deferred()

    def promised(self) -> frozenset[str]:
        """Return the keys of what was ticked: of a deferral to follow, else to be promised."""
        offer = self.offer()
        allowed = {each.key for each in offer.materials} if offer.is_picked else set()
        return frozenset(allowed.intersection(self.mode_materials))

    def deferred(self) -> frozenset[str]:
        """Return the keys of what follows later beside a promise."""
        return frozenset({each.key for each in self.offer().deferred} & {*self.mode_deferred})

    def to_sign(self) -> tuple[str, str]:
        """Return the words of what is signed and their SHA-256; "" for the usual way."""
        offer = self.offer()
        if offer.mode is CaseMode.STANDARD:
            return "", ""
        there = {key for key, files in self.materials.items() if files}
        about = cases.trust.about_of(offer, self.promised(), self.deferred(), there)
        words = cases.trust.text(self.item, offer.mode, about)
        return words, cases.trust.digest(words)

    def chosen(self, text_sha256: str) -> Any:
        """Return what was signed, under the words that the page showed."""
        offer = self.offer()
        if offer.mode is CaseMode.STANDARD:
            return None
        later = tuple(sorted(self.deferred()))
        return cases.trust.Chosen(offer.mode, tuple(sorted(self.promised())), text_sha256, later)

    def wanted(self, actor: Actor) -> list[Wanted]:
        """Return the materials asked for, given what the form says; one query for the files."""
        ids = {UUID(file_id) for files in self.materials.values() for file_id in files}
        known = documents.file_info(ids, actor)
        asked = catalogue.materials_for(self.item, self.typed, self.scenario)
        excused = self.excused()
        return [
            Wanted(each, handed(self.materials.get(each.key, ()), known), each.key in excused)
            for each in asked
            if each.is_uploaded
        ]

    def sections(self, actor: Actor, errors: Sequence[FieldError] = ()) -> list[Any]:
        """Return the form's sections for drawing; what was filled in by us says so."""
        prefilled = self.form.prefill(privacy_texts.facts_to_fill_in(actor, timezone.now()))
        names = documents.file_info([UUID(one) for one in self.form.file_ids(self.typed)], actor)
        extras = forms.Extras(
            prefilled={name for name, value in prefilled.items() if self.typed.get(name) == value},
            file_names={str(file_id): file.name for file_id, file in names.items()},
            **found.extras(self.item, self.typed, actor),
        )
        return list(self.form.fields(self.typed, errors, extras))

    def is_prefilled(self, actor: Actor) -> bool:
        """Tell whether something on the form was filled in from what is known already."""
        known = self.form.prefill(privacy_texts.facts_to_fill_in(actor, timezone.now()))
        return any(self.typed.get(name) == value for name, value in known.items())

    def file_ids(self) -> dict[str, list[UUID]]:
        """Return the ids of the files by material, as the case room takes them."""
        return {key: [UUID(one) for one in files] for key, files in self.materials.items() if files}


def application(version_id: UUID, actor: Actor) -> Application:
    """Return the citizen's application for an item: the draft, or a new one filled in as known.

    :raises ItemNotOpen: nobody can apply for this version now
    """
    item = catalogue.open_snapshot(version_id, timezone.localdate())
    form = forms.compiled_form(item.form_id)
    draft = cases.draft_for(version_id, actor)
    if draft is None:
        known = form.prefill(privacy_texts.facts_to_fill_in(actor, timezone.now()))
        return Application(item, form, known, {}, None, SITUATION)
    return Application(
        item,
        form,
        draft.form_data,
        draft.materials,
        draft.id,
        draft.step,
        draft.scenario_answers,
        Purpose(draft.purpose),
        draft.about_id,
        CaseMode(draft.mode),
        draft.mode_materials,
        draft.mode_deferred,
        draft.is_shared,
        draft.revision,
    )


def save(
    begun: Application,
    *,
    actor: Actor,
    at: datetime,
    typed: Mapping[str, object] | None = None,
    materials: Mapping[str, Sequence[str]] | None = None,
    scenario: Mapping[str, object] | None = None,
    step: int,
    seen: int | None = None,
) -> None:
    """Keep what has been typed and handed in so far.

    :param scenario: what was answered in the item's scenario; None leaves what is kept
    :param seen: the revision of a shared draft that the page showed
    """
    handed = begun.materials if materials is None else materials
    drafts.save_draft(
        version_id=begun.item.version_id,
        typed=drafts.DraftContent(
            form=begun.typed if typed is None else typed,
            materials={key: [UUID(one) for one in ids] for key, ids in handed.items() if ids},
            step=step,
            scenario=scenario,
            revision=seen,
        ),
        actor=actor,
        at=at,
    )


def choose(
    begun: Application,
    mode: CaseMode,
    picked: Sequence[str],
    later: Sequence[str],
    *,
    actor: Actor,
    at: datetime,
) -> bool:
    """Keep a way of handling and the materials it is for; return False where it is not open."""
    offer = next((one for one in begun.offers() if one.mode is mode), None)
    if offer is None:
        return False
    known = {each.key for each in offer.materials}
    to_follow = {each.key for each in offer.deferred}
    drafts.save_draft(
        version_id=begun.item.version_id,
        typed=drafts.DraftContent(
            form=begun.typed,
            materials=begun.file_ids(),
            step=MATERIALS,
            mode=mode,
            mode_materials=[key for key in picked if key in known],
            mode_deferred=[key for key in later if key in to_follow],
        ),
        actor=actor,
        at=at,
    )
    return True


def in_form_order(errors: Iterable[FieldError], sections: Iterable[Any]) -> list[FieldError]:
    """Return what is wrong in the order of the fields, so that the summary reads like the form."""
    names = [field.name for section in sections for field in section.fields]
    places = {name: place for place, name in enumerate(names)}

    def place(wrong: FieldError) -> tuple[int, str]:
        return places.get(wrong.path.split("/")[1] if "/" in wrong.path else "", -1), wrong.path

    return sorted(errors, key=place)


def stored_files(
    request: HttpRequest, *, accepts: Callable[[str], bool], owner: Actor, at: datetime
) -> dict[str, list[str]]:
    """Store the uploaded files of a request and return their ids by field.

    :param accepts: tells whether a field takes files; what is sent under other names is left alone
    """
    files: MultiValueDict[str, UploadedFile[bytes]] = request.FILES
    return {
        field: [
            str(
                document_services.store_upload(
                    upload, name=upload.name or "", owner=owner, at=at, expected_size=upload.size
                ).id
            )
            for upload in files.getlist(field)
        ]
        for field in files
        if accepts(field)
    }


def promised_day(item: Any, today: date) -> date | None:
    """Return the day by which it is done if accepted today; None when nothing is promised."""
    limit = item.promise_limit
    if limit is None:
        return None
    clock = LegalClock(foundation.working_calendar())
    return clock.due(today, ClockTerms(limit.amount, Unit(limit.unit))).on


def handed(ids: Sequence[str], known: Mapping[UUID, Any]) -> tuple[Handed, ...]:
    return tuple(
        Handed(one, known[UUID(one)].name, known[UUID(one)].size)
        for one in ids
        if UUID(one) in known
    )

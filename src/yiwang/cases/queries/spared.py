# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was found instead of asked, as pages and machines show it; figures of what it spared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.cases.enums import EvidenceGrade
from yiwang.cases.masked_forms import masked
from yiwang.cases.models import Case, Finding
from yiwang.cases.queries import disputes
from yiwang.cases.queries.decision_checks import decision_checks as decision_checks
from yiwang.cases.queries.disputes import affected as affected
from yiwang.cases.queries.spared_figures import figures as figures
from yiwang.cases.queries.spared_figures import item_figure as item_figure
from yiwang.cases.spared import submitting
from yiwang.cases.spared.enums import FORM, FoundIn, Resolution
from yiwang.cases.spared.fields import fields_of
from yiwang.cases.spared.plan import Plan, kind_of, plan_for
from yiwang.cases.spared.plan import sources_mark as sources_mark
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_default
from yiwang.sharing import selectors as sharing
from yiwang.sharing.enums import Outcome, Trouble

MOST_SHOWN = 200
MASKED = frozenset({"number", "account"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of evidence for people.

    :ivar rows: what it says, label and text; empty for an agent, who is shown that it is there
    :ivar state: found, not_found or unavailable
    :ivar trouble: why a source did not answer, in words
    :ivar asked: requests to the provider to check it
    :ivar is_released: staff may ask the applicant for it after all
    :ivar source_fields: what it tells, key and label, as its source names it
    """

    id: UUID
    key: str
    name: str
    state: Outcome
    found_in: FoundIn
    origin: str
    rows: Sequence[tuple[str, str]]
    as_of: date | None
    valid_until: date | None
    found_at: datetime
    grade: str
    grade_words: str
    trouble: str
    sha256: str
    file_name: str
    disputed_at: datetime | None
    dispute_reason: str
    disputed_fields: Sequence[str]
    resolution: Resolution
    resolution_note: str
    resolved_by: str
    resolved_at: datetime | None
    refuted_at: datetime | None = None
    fields: Sequence[disputes.SheetField] = ()
    doubts: Sequence[disputes.Doubt] = ()
    asked: Sequence[sharing.Asked] = ()
    is_released: bool = False
    source_fields: Sequence[tuple[str, str]] = ()

    @property
    def open_doubt(self) -> disputes.Doubt | None:
        return next((one for one in self.doubts if one.ended_at is None), None)

    @property
    def has_claims(self) -> bool:
        return any(one.claimed for one in self.fields)

    @property
    def is_found(self) -> bool:
        return self.state is Outcome.FOUND

    @property
    def is_open_dispute(self) -> bool:
        return self.disputed_at is not None and not self.resolution

    @property
    def counts(self) -> bool:
        is_disputed = self.disputed_at is not None and self.resolution != Resolution.STANDS
        is_whole = is_disputed and not self.disputed_fields
        return self.is_found and not is_whole and self.refuted_at is None

    @property
    def resolution_words(self) -> str:
        return str(self.resolution.label)


@dataclass(frozen=True, slots=True)
class FoundForm:
    """What sources say for the form: values, where from, and which of them stand."""

    values: Mapping[str, Any] = field(default_factory=dict)
    found_in: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that was found and handed in otherwise."""

    name: str
    label: str
    found: str
    given: str
    origin: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """What an item need not ask: for the guide.

    :ivar names: of the materials that a source answers
    :ivar origins: each of them with the source that answers it, as people read it
    """

    names: Sequence[str] = ()
    fields: int = 0
    origins: Sequence[tuple[str, str]] = ()

    @property
    def materials(self) -> int:
        return len(self.names)

    def __bool__(self) -> bool:
        return bool(self.names or self.fields)


def promise(snapshot: catalogue.ItemSnapshot, proofs_mark: str = "") -> Promise:
    """Return what an item spares those who apply; from the process.

    :param proofs_mark: changes when what materials prove does, where the caller knows it
    """
    kinds = [plan_for(snapshot, kind, proofs_mark) for kind in snapshot.service_objects]
    best = max(kinds, key=lambda one: (len(one.sure), len(one.fields)), default=Plan())
    fields = best.prefilled | best.fields.keys()
    return Promise(
        [one.name for one in best.sure],
        len(fields),
        [
            (one.name, f"{source.provider}·{source.name}")
            for one in best.sure
            if (source := best.sources.get(one.source_code))
        ],
    )


def sources_to_ask(snapshot: catalogue.ItemSnapshot, actor: Actor) -> list[sharing.Source]:
    """Return the data sources that a look for this item would ask; from the process."""
    plan = plan_for(snapshot, kind_of(actor))
    return [plan.sources[code] for code in sorted(plan.sources)]


def can_look(snapshot: catalogue.ItemSnapshot, actor: Actor) -> bool:
    """Return whether there is anything to look for."""
    return actor.is_citizen and not plan_for(snapshot, kind_of(actor)).is_empty


def draft_sheets(snapshot: catalogue.ItemSnapshot, actor: Actor, *, at: datetime) -> list[Finding]:
    """Return what the draft of an item holds now; no query where nothing can be found."""
    if not can_look(snapshot, actor):
        return []
    rows = Finding.objects.visible_to(actor).filter(
        version_id=snapshot.version_id, case__isnull=True, drop_at__gt=at
    )
    return list(rows.select_related("file").order_by("requirement_key", "id"))


def sheets(
    found: Iterable[Finding],
    snapshot: catalogue.ItemSnapshot,
    *,
    kind: str,
    shows_values: bool = True,
) -> list[Sheet]:
    """Return sheets for people, in their language."""
    plan = plan_for(snapshot, kind)
    names = {each.key: each.name for each in snapshot.materials} | {FORM: _("申请表")}
    rows = list(found)
    against = disputes.against(rows)
    return [_sheet(one, plan, names, shows_values, against[one.pk]) for one in rows]


def of_draft(snapshot: catalogue.ItemSnapshot, actor: Actor, *, at: datetime) -> list[Sheet]:
    """Return what the draft of an item holds, for people; an agent is shown no values."""
    found = draft_sheets(snapshot, actor, at=at)
    return sheets(found, snapshot, kind=kind_of(actor), shows_values=actor.mandate_id is None)


def of_case(case: Case, *, shows_values: bool = True) -> list[Sheet]:
    """Return what a case rests on; no query where nothing was found. The caller sees the case."""
    if not case.found_count:
        return []
    rows = Finding.objects.filter(case=case).select_related("file")
    found = rows.order_by("requirement_key", "id")
    snapshot = catalogue.snapshot(case.version_id)
    return sheets(found, snapshot, kind=case.applicant_kind, shows_values=shows_values)


def _sheet(
    one: Finding,
    plan: Plan,
    names: Mapping[str, str],
    shows_values: bool,
    against: disputes.Against,
) -> Sheet:
    source = plan.sources.get(one.source_code)
    origin = f"{source.provider}·{source.name}" if source else one.origin_name
    return Sheet(
        id=one.pk,
        key=one.requirement_key,
        name=names.get(one.requirement_key, one.requirement_key),
        state=Outcome(one.outcome),
        found_in=FoundIn(one.found_in),
        origin=origin,
        rows=[(each.label, each.text) for each in _fields(one, source)] if shows_values else (),
        as_of=one.as_of,
        valid_until=one.valid_until,
        found_at=one.found_at,
        grade=one.grade,
        grade_words=str(EvidenceGrade(one.grade).label),
        trouble=str(Trouble(one.trouble).label) if one.trouble else "",
        sha256=one.sha256,
        file_name=one.file.name if one.file and shows_values else "",
        disputed_at=one.disputed_at,
        dispute_reason=one.dispute_reason,
        disputed_fields=tuple(one.disputed_fields),
        resolution=Resolution(one.resolution),
        resolution_note=one.resolution_note,
        resolved_by=one.resolved_by_name,
        resolved_at=one.resolved_at,
        refuted_at=one.refuted_at,
        fields=_with_claims(one, plan, source, against) if shows_values else (),
        doubts=against.doubts,
        asked=against.asked,
        source_fields=[(each.key, each.label) for each in _fields(one, source)],
        is_released=one.refuted_at is not None or against.is_silent(),
    )


def _with_claims(
    one: Finding, plan: Plan, source: sharing.Source | None, against: disputes.Against
) -> list[disputes.SheetField]:
    """Return the fields, each under the key by which it is disputed, with what was said of it."""
    keys = {theirs: ours for ours, theirs in fields_of(one, plan).items()}
    shown = [replace(each, key=keys.get(each.key, "")) for each in _fields(one, source)]
    return [disputes.with_claim(each, against.claims.get(each.key)) for each in shown]


def _fields(one: Finding, source: sharing.Source | None) -> list[disputes.SheetField]:
    labels = {
        "name": _("名称"),
        "holder": _("持有人"),
        "number": _("办件编号"),
        "issuer": _("核发机关"),
        "valid_from": _("生效日期"),
        "file": _("文件"),
    }
    # The database gives keys in an order of its own; people get them as the source names them.
    order = [one.key for one in source.fields] if source else list(labels)
    keys = [key for key in order if key in one.values]
    return [
        disputes.SheetField(
            key=key,
            label=source.label_of(key) if source else labels[key],
            text=_text(key, one.values[key], source),
        )
        for key in keys
    ]


def _text(key: str, value: object, source: sharing.Source | None) -> str:
    if source is None:
        return sharing.text_of("date" if key == "valid_from" else "text", value)
    text = source.text_of(key, value)
    return mask_default(text) if key in MASKED else text


# ── forms


def found_form(
    snapshot: catalogue.ItemSnapshot, found: Sequence[Finding], actor: Actor
) -> FoundForm:
    """Return what fills in the form; nothing for an agent, whom it does not concern."""
    if actor.mandate_id is not None or not found:
        return FoundForm()
    plan = plan_for(snapshot, kind_of(actor))
    values = submitting.found_values(plan, found)
    return FoundForm(
        values=values,
        found_in={name: plan.sources[plan.fields[name].source].name for name in values},
        locked=frozenset(name for name in values if plan.fields[name].is_locked),
    )


def rested_on(case: Case) -> tuple[list[Sheet], list[Changed]]:
    """Return for staff what a case rests on, and what was changed of it.

    One query, and none where nothing was found. The caller sees the case.
    """
    relied = submitting.of_case(case)
    if not relied.sheets:
        return [], []
    snapshot = catalogue.snapshot(case.version_id)
    return (
        sheets(relied.sheets, snapshot, kind=case.applicant_kind),
        _changed(case, relied, snapshot),
    )


def _changed(
    case: Case, relied: submitting.Relied, snapshot: catalogue.ItemSnapshot
) -> list[Changed]:
    """Return the fields that were handed in otherwise than they were found."""
    said = {one.source_code: one for one in relied.sheets if one.requirement_key == FORM}
    if not said or snapshot.form_id is None:
        return []
    form = forms.compiled_form(snapshot.form_id)
    return [
        Changed(
            name=name,
            label=form.label(name),
            found=masked(form.text(name, said[wanted.source].values[wanted.field])),
            given=masked(form.text(name, case.form_data.get(name))),
            origin=relied.plan.sources[wanted.source].name,
            is_disputed=submitting.disputes_field(said[wanted.source], name),
        )
        for name, wanted in relied.plan.fields.items()
        if wanted.source in said
        and wanted.field in said[wanted.source].values
        and case.form_data.get(name) != said[wanted.source].values[wanted.field]
    ]


def waiting_for(source_code: str) -> int:
    """Return how many questions of running cases wait for a source's answer; one query."""
    rows = Finding.objects.filter(
        source_code=source_code,
        case__isnull=False,
        outcome=Outcome.UNAVAILABLE,
        case__decided_at__isnull=True,
        case__closed_at__isnull=True,
    )
    with reach.everywhere():
        return rows.count()


def open_disputes(actor: Actor) -> list[Finding]:
    """Return the disputes that wait in cases that the actor sees, the oldest first."""
    if not actor.is_staff:
        return []
    seen = Case.objects.visible_to(actor).filter(closed_at__isnull=True, found_count__gt=0)
    rows = Finding.objects.filter(
        case__in=seen, disputed_at__isnull=False, resolution="", outcome=Outcome.FOUND
    )
    return list(rows.select_related("case").order_by("disputed_at")[:MOST_SHOWN])

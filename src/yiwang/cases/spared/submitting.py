# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a submission does with what was found: it counts instead of files and typing.

Nothing of it comes from the client: the sheets are those that the draft kept, whole and in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.cases.models import Case, CaseMaterial, Finding
from yiwang.cases.models.spared import holder_of
from yiwang.cases.spared import searching
from yiwang.cases.spared.enums import FORM, FoundIn
from yiwang.cases.spared.events import EvidenceFound
from yiwang.cases.spared.plan import Place, Plan, concerns_applicant, plan_for
from yiwang.catalogue import selectors as catalogue
from yiwang.forms.errors import FormInvalid
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.writes import Writes
from yiwang.sharing.enums import Outcome


@dataclass(frozen=True, slots=True)
class Relied:
    """The sheets that an application rests on, locked until it is stored."""

    plan: Plan = field(default_factory=Plan)
    sheets: Sequence[Finding] = ()

    def keys(self, form: Mapping[str, object]) -> set[str]:
        """Return the materials that need not be handed in."""
        if not concerns_applicant(form):
            return set()
        return {one.requirement_key for one in self.sheets if one.counts} - {FORM}

    def handed(
        self, form: Mapping[str, object], materials: Mapping[str, Sequence[UUID]]
    ) -> Mapping[str, Sequence[UUID]]:
        """Return what is there for each material: sheets of evidence count like files."""
        keys = self.keys(form)
        if not keys:
            return materials
        sheets = {one.requirement_key: [one.pk] for one in self.sheets}
        return {**materials, **{key: sheets[key] for key in keys if not materials.get(key)}}

    def bound(self, form: object) -> dict[str, object]:
        """Return the values that stand in the form as they were found, by field."""
        if not isinstance(form, Mapping) or not concerns_applicant(form):
            return {}
        found = found_values(self.plan, self.sheets)
        return {name: value for name, value in found.items() if self.plan.fields[name].is_locked}


def found_values(plan: Plan, sheets: Sequence[Finding]) -> dict[str, object]:
    """Return what the form's fields say as it was found and is not disputed, by field."""
    said = {
        one.source_code: one
        for one in sheets
        if one.requirement_key == FORM and one.is_found and one.refuted_at is None
    }
    return {
        name: said[wanted.source].values[wanted.field]
        for name, wanted in plan.fields.items()
        if wanted.source in said
        and wanted.field in said[wanted.source].values
        and not disputes_field(said[wanted.source], name)
    }


def disputes_field(sheet: Finding, name: str) -> bool:
    """Return whether the applicant says that this field is wrong."""
    return sheet.is_disputed and (not sheet.disputed_fields or name in sheet.disputed_fields)


def relied(snapshot: catalogue.ItemSnapshot, actor: Actor, *, kind: str, at: datetime) -> Relied:
    """Return what the draft's sheets are good for now.

    One statement where something can be found, and one more where it was.

    Somebody else's, those whose time is over and those that were tampered with do not count.
    """
    if not actor.is_citizen or actor.applicant_id is None:
        return Relied()
    plan = plan_for(snapshot, kind)
    if plan.is_empty:
        return Relied()
    asked = {
        "holder": holder_of(actor),
        "applicant": actor.applicant_id,
        "version": snapshot.version_id,
        "at": at,
        "today": timezone.localdate(at),
        "outcomes": [Outcome.FOUND.value, Outcome.UNAVAILABLE.value],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SHEETS, asked)
        locked = [pk for (pk,) in cursor.fetchall()]
    if not locked:
        return Relied(plan)
    sheets = Finding.objects.filter(pk__in=locked).order_by("requirement_key", "id")
    return Relied(plan, [one for one in sheets if _is_good(one)])


# Every submission asks this; the ORM would need longer to put it together than PostgreSQL to
# answer. Who sees what is ``FindingQuerySet.visible_to``, held to it by a test.
_SHEETS: Final = """
    SELECT id FROM cases_finding
    WHERE holder_id = %(holder)s AND applicant_id = %(applicant)s AND version_id = %(version)s
      AND case_id IS NULL AND drop_at > %(at)s AND outcome = ANY(%(outcomes)s)
      AND (valid_until IS NULL OR valid_until >= %(today)s)
    ORDER BY id
    FOR UPDATE
"""


def _is_good(sheet: Finding) -> bool:
    """Return whether a sheet is whole, or a question about a material that stays open."""
    if sheet.is_found:
        return sheet.sha256 == searching.seal(sheet)
    return sheet.requirement_key != FORM


def with_bound(relied: Relied, form: object) -> object:
    """Return the form with the locked values that the sender left out."""
    bound = relied.bound(form)
    return {**bound, **form} if bound and isinstance(form, Mapping) else form


def checked(relied: Relied, form: dict[str, object]) -> dict[str, object]:
    """Return the form again; no locked value was changed without disputing it.

    :raises FormInvalid: each with its place
    """
    wrong = [
        FieldError(
            path=f"/{name}",
            code="locked",
            message=_("这一项取自政府数据，不能直接修改；认为有误的，请提出异议。"),
        )
        for name, value in relied.bound(form).items()
        if name in form and form[name] != value
    ]
    if wrong:
        raise FormInvalid(errors=wrong)
    return form


def attach(
    relied: Relied, case: Case, materials: Mapping[str, Sequence[UUID]], writes: Writes
) -> list[EvidenceFound]:
    """Give the sheets to the case in its own statement, and return the fact; nothing for none.

    What was checked in an earlier case is a material of this one too.
    """
    if not relied.sheets:
        return []
    keys = relied.keys(case.form_data)
    fields = kept_as_found(relied, case.form_data)
    case.found_count = len(relied.sheets)
    sheets = [one for one in relied.sheets if one.requirement_key in keys | {FORM}]
    writes.add(
        "UPDATE cases_finding SET case_id = %s, region_code = %s, drop_at = NULL,"
        " spared_fields = CASE WHEN id = ANY(%s::uuid[]) THEN %s ELSE 0 END"
        " WHERE id = ANY(%s::uuid[]) AND case_id IS NULL",
        [
            case.pk,
            case.region_code,
            [one.pk for one in sheets if one.requirement_key == FORM][:1],
            len(fields),
            [one.pk for one in relied.sheets],
        ],
    )
    if any(one.disputed_fields for one in relied.sheets):
        writes.add(
            "UPDATE cases_field_claim SET case_id = %s, region_code = %s"
            " WHERE finding_id = ANY(%s::uuid[]) AND case_id IS NULL",
            [case.pk, case.region_code, [one.pk for one in relied.sheets]],
        )
    spared = [key for key in keys if not materials.get(key)]
    if not spared and not fields:
        return []
    return [
        EvidenceFound(
            case_id=case.pk,
            item_code=case.item_code,
            department_id=case.department_id,
            materials=len(spared),
            fields=len(fields),
            digests=sorted(one.sha256 for one in sheets if one.is_found),
        )
    ]


def kept_as_found(relied: Relied, form: Mapping[str, object]) -> list[str]:
    """Return the fields that were handed in as they were found."""
    if not concerns_applicant(form):
        return []
    found = found_values(relied.plan, relied.sheets)
    return [name for name, value in found.items() if form.get(name) == value]


def reused(
    relied: Relied, case: Case, materials: Mapping[str, Sequence[UUID]], *, at: datetime
) -> list[CaseMaterial]:
    """Return the materials that earlier cases lend to this one."""
    keys = relied.keys(case.form_data)
    return [
        CaseMaterial(
            region_code=case.region_code,
            case_id=case.pk,
            requirement_key=sheet.requirement_key,
            file_id=sheet.file_id,
            grade=sheet.grade,
            added_at=at,
        )
        for sheet in relied.sheets
        if sheet.found_in == FoundIn.EARLIER
        and sheet.file_id is not None
        and sheet.requirement_key in keys
        and sheet.file_id not in materials.get(sheet.requirement_key, ())
    ]


def later(plan: Plan, case: Case, known: set[str], asked: Sequence[Any]) -> list[Place]:
    """Return what government gets by itself, and nobody has looked for yet."""
    if not concerns_applicant(case.form_data):
        return []
    wanted = {each.key for each in asked}
    return [
        place
        for place in plan.sure
        if place.key in wanted
        and place.key not in known
        and not place.is_uploaded
        and not plan.sources[place.source_code].needs_consent
    ]


def of_case(case: Case) -> Relied:
    """Return what a case rests on; no query where nothing was found."""
    if not case.found_count:
        return Relied()
    plan = plan_for(catalogue.snapshot(case.version_id), case.applicant_kind)
    rows = Finding.objects.filter(case=case).select_related("file")
    return Relied(plan, list(rows.order_by("requirement_key", "id")))


def standing_in(case: Case) -> Mapping[str, Sequence[UUID]]:
    """Return the sheets that stand in for files of a case, by the material's key."""
    return of_case(case).handed(case.form_data, {})


def check_still_bound(case: Case) -> None:
    """Raise when a corrected form changes what stands as it was found.

    :raises FormInvalid: each with its place
    """
    checked(of_case(case), case.form_data)

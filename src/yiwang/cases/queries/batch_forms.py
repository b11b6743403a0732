# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The form of a step in a batch: filled in once for all, and for each case where it differs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from yiwang.cases.models import BatchEntry, StepRecord
from yiwang.forms import selectors as forms
from yiwang.forms.errors import FormInvalid, FormTooLarge
from yiwang.foundation.errors import DomainError, FieldError


@dataclass(frozen=True, slots=True)
class Filled:
    """What a step's form holds in the cases of a batch.

    :param common: the answers of every case
    :param own: by work item, answers of that one case; they go before the common ones, and None
        takes a common one away
    """

    common: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[UUID, Mapping[str, object]] = field(default_factory=dict)

    def of(self, work_item_id: UUID) -> dict[str, object]:
        """Return the answers of one case, not validated."""
        both = {**self.common, **self.own.get(work_item_id, {})}
        return {name: value for name, value in both.items() if value is not None}

    def fingerprint(self, work_item_ids: Iterable[UUID]) -> str:
        """Return a text that is the same for the same answers, "" for none.

        :raises FormTooLarge: more than any form takes
        """
        own = {str(one): dict(self.own[one]) for one in work_item_ids if self.own.get(one)}
        if not (self.common or own):
            return ""
        for each in (self.common, *own.values()):
            forms.refuse_excess(dict(each))
        return json.dumps([dict(self.common), own], sort_keys=True)


NOTHING = Filled()


def faults(
    form_code: str, filled: Filled, work_item_ids: Iterable[UUID]
) -> dict[UUID, Sequence[FieldError]]:
    """Return what is wrong with the answers of which cases; those that are right are left out."""
    compiled = forms.compiled_form_by_code(form_code)
    found: dict[UUID, Sequence[FieldError]] = {}
    for each in work_item_ids:
        try:
            compiled.validate(filled.of(each))
        except FormInvalid as refusal:
            found[each] = refusal.errors
        except FormTooLarge as refusal:
            found[each] = [FieldError("", refusal.code, str(refusal))]
    return found


def fits(form_code: str) -> bool:
    """Say whether a form may be filled in for several cases: one with files is of one case."""
    return not forms.compiled_form_by_code(form_code).takes_files


def sentence(form_code: str, refusal: DomainError) -> str:
    """Return a refusal as a batch keeps it, naming each field that is wrong."""
    if not (form_code and isinstance(refusal, FormInvalid)):
        return str(refusal)
    compiled = forms.compiled_form_by_code(form_code)
    named = [
        f"{compiled.label(one.path.strip('/').split('/')[0])}：{one.message}"
        for one in refusal.errors
    ]
    return "；".join(named) or str(refusal)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a form as people read it."""

    label: str
    text: str


def answers_of(entries: Sequence[BatchEntry]) -> dict[UUID, list[Answer]]:
    """Return what the steps of a batch hold, by case, for those that were done with a form."""
    keys = {(one.case_id, one.step_key) for one in entries}
    records = StepRecord.objects.filter(
        case_id__in=[one.case_id for one in entries],
        step_key__in={one.step_key for one in entries},
    )
    asked = records.exclude(form_code="").order_by("id")
    rows = asked.values_list("case_id", "step_key", "form_code", "data")
    return {
        case_id: [
            Answer(row.label, row.text)
            for section in forms.compiled_form_by_code(code).display(data)
            for row in section.rows
        ]
        for case_id, key, code, data in rows
        if (case_id, key) in keys
    }

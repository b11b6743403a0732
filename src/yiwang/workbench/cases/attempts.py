# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody tried on a case's page: their words stay, and faults stand beside the fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from yiwang.forms.errors import FormInvalid
from yiwang.foundation.errors import DomainError, FieldError

STEP: Final = "step:"
FORM_PREFIX: Final = "field-"
"""The ids of a form's own fields begin with this; see ``forms/form.html``."""
ACTIONS: Final = "actions"
"""The id of the card that holds all actions: where a fault belongs to no field."""
CONFLICT: Final = 409

PLACES: Final[Mapping[str, Mapping[str, str]]] = {
    "ask-correction": {"cases.correction_empty": "what-form"},
    "not-accept": {"cases.reason_missing": "explanation"},
    "suspend": {
        "cases.days_out_of_range": "expected_days",
        "cases.reason_missing": "note",
        "workflow.not_a_stop_reason": "reason",
    },
    "ask-extension": {
        "cases.reason_missing": "reason",
        "cases.days_out_of_range": "days",
        "cases.extension_not_allowed": "days",
    },
    "decide": {
        "cases.reason_missing": "reasons",
        "cases.minutes_not_considered": "minutes_use",
        "cases.discretion_unexplained": "discretion_reason",
        "cases.no_basis_chosen": "bases",
    },
}
"""Where a refusal stands: action → code of the refusal → field of the action's form."""


class Answers(dict[str, str]):
    """Answers by field; what was not answered is empty."""

    def __missing__(self, _field: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One action as it was tried; the empty attempt is a page that was only opened.

    :param action: a slug such as ``decide``, or ``step:`` and the step's key
    :param data: what the step's own form holds
    :param prefix: what the ids of the faulty fields begin with
    """

    action: str = ""
    typed: Mapping[str, str] = field(default_factory=Answers)
    data: Mapping[str, Any] = field(default_factory=dict)
    errors: Sequence[FieldError] = ()
    prefix: str = ""
    status: int = 200

    @property
    def is_conflict(self) -> bool:
        """Say whether the case had moved on, so that there is no field to mend."""
        return self.status == CONFLICT and all(each.path == f"/{ACTIONS}" for each in self.errors)

    def typed_in(self, action: str) -> Answers:
        """Return what was typed in this action's form; nothing in those of the others."""
        return Answers(self.typed) if self.action == action else Answers()

    def wrong_in(self, action: str) -> Answers:
        """Return the faults of this action's form, by the name of the field."""
        if self.action != action or self.prefix:
            return Answers()
        start = f"/{field_id(action, '')}"
        return Answers({wrong.path.removeprefix(start): wrong.message for wrong in self.errors})


NOTHING: Final = Attempt()


def field_id(action: str, name: str) -> str:
    """Return the id of a field of an action's form."""
    return f"{action}-{name}"


def fault(action: str, name: str, sentence: str) -> FieldError:
    """Return what is wrong with a field of an action's form."""
    return FieldError(f"/{field_id(action, name)}", "required", sentence)


def refused(
    action: str,
    refusal: DomainError,
    *,
    typed: Mapping[str, str],
    data: Mapping[str, Any] | None = None,
) -> Attempt:
    """Return an attempt that was refused, with each fault in its place."""
    is_form = isinstance(refusal, FormInvalid)
    return Attempt(
        action=action,
        typed=typed,
        data=data or {},
        errors=list(refusal.errors) if refusal.errors else [_placed(action, refusal)],
        prefix=FORM_PREFIX if is_form else "",
        status=refusal.status,
    )


def _placed(action: str, refusal: DomainError) -> FieldError:
    name = PLACES.get(action, {}).get(refusal.code)
    path = field_id(action, name) if name else ACTIONS
    return FieldError(f"/{path}", refusal.code, str(refusal))

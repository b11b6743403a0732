# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The data checks of a rule: each a named reading of what a source, or our own record, says.

Sources are asked outside every transaction and within a budget of time: what is not answered by
then is a doubt, and a person decides.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.cases.models import Case, RegisterEntry
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.identity.services import registers
from yiwang.organizations import selectors as organizations
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import Outcome as Answered

BUDGET_SECONDS: Final = 2.0
"""For all sources together; what is left of the three seconds is for deciding."""
OWN: Final = ""
"""Stands for our own records where a source's code would stand."""
OWN_NAME: Final = "本平台记录"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact that a rule reads, as a version says it.

    :ivar name: under which the table reads it: ``facts.<name>``
    :ivar source: code of a data source; ``OWN`` for our own records
    :ivar key: field of the source; of our own records the register's name
    :ivar read: what is made of it, a name in ``READINGS`` or ``OWN_READINGS``
    :ivar form: field of the application form that it is compared with
    """

    name: str
    label: str
    source: str
    key: str
    read: str
    form: str = ""

    @property
    def is_own(self) -> bool:
        return self.source == OWN


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was found.

    :ivar value: number, yes or no, text; None when there is none
    :ivar state: "known", "missing" or "unavailable"
    :ivar asked_at: in ISO 8601
    :ivar as_of: the day of the source's own record
    """

    name: str
    label: str
    source: str
    source_name: str
    asked_at: str
    value: int | bool | str | None = None
    state: str = "known"
    as_of: str = ""
    call_id: str = ""
    ms: int = 0

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be made of a value: how it is called, and whether it compares with the form."""

    label: str | Promise
    make: Callable[["Context", Any, FactSpec], int | bool | str | None]
    needs_form: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Whose case it is, and the day."""

    case: Case
    base_item_id: UUID
    on: date
    form: Mapping[str, Any] = field(default_factory=dict)


def _years(context: Context, value: Any, _spec: FactSpec) -> int:
    born = date.fromisoformat(value)
    had_birthday = (context.on.month, context.on.day) >= (born.month, born.day)
    return context.on.year - born.year - (not had_birthday)


def _within(context: Context, value: Any, _spec: FactSpec) -> bool:
    division = value.get("division", "") if isinstance(value, Mapping) else str(value)
    return bool(division) and organizations.is_within(division, context.case.region_code)


def _same(context: Context, value: Any, spec: FactSpec) -> bool:
    return str(value).strip() == str(context.form.get(spec.form, "")).strip()


READINGS: Final[Mapping[str, Reading]] = {
    "value": Reading(_("原值"), lambda _context, value, _spec: value),
    "found": Reading(_("有没有记录"), lambda _context, value, _spec: value is not None),
    "years": Reading(_("到今天的周岁数"), _years),
    "within": Reading(_("是否在本区域内"), _within),
    "same": Reading(_("与填报是否一致"), _same, needs_form=True),
}


def _own_number(context: Context, _value: Any, spec: FactSpec) -> bool:
    """Tell whether a number in the form is the applicant's own."""
    party = registers.party(context.case.applicant_id, kind=context.case.applicant_kind)
    return party is not None and party.number == context.form.get(spec.form)


def _granted_before(context: Context, _value: Any, _spec: FactSpec) -> bool:
    """Tell whether the applicant has been granted the same item in another case."""
    return (
        Case.objects.filter(
            applicant_id=context.case.applicant_id,
            version__implementation__base_item_id=context.base_item_id,
            outcome="granted",
        )
        .exclude(pk=context.case.pk)
        .exists()
    )


def _is_free(context: Context, _value: Any, spec: FactSpec) -> bool:
    """Tell whether nobody has what the form names; what it does not name takes nothing."""
    text = register_text(context.form.get(spec.form))
    if not text:
        return True
    return (
        not RegisterEntry.objects.filter(
            register=spec.key, region_code=context.case.region_code, text=text
        )
        .exclude(case_id=context.case.pk)
        .exists()
    )


OWN_READINGS: Final[Mapping[str, Reading]] = {
    "own_number": Reading(_("填报的号码是不是本人的"), _own_number, needs_form=True),
    "granted_before": Reading(_("以前是否办过同一事项"), _granted_before),
    "is_free": Reading(_("是否没有被占用"), _is_free, needs_form=True),
}


def register_text(value: object) -> str:
    """Return how a register keeps a name: without spaces, so that no copy slips through."""
    return "".join(str(value or "").split())[:200]


def specs_of(stored: Sequence[Mapping[str, str]]) -> list[FactSpec]:
    """Return the facts that a version names."""
    return [FactSpec(**one) for one in stored]


def collect(
    specs: Sequence[FactSpec],
    context: Context,
    *,
    purpose: str,
    actor: Actor,
    at: datetime,
) -> list[Fact]:
    """Ask every source once and return the facts in the order of the version.

    Call it outside transactions: a source may take as long as its description allows.
    """
    until = time.monotonic() + BUDGET_SECONDS
    answers: dict[str, sharing.Answer | None] = {}
    for source in dict.fromkeys(one.source for one in specs if not one.is_own):
        keys = list(dict.fromkeys(one.key for one in specs if one.source == source))
        query = sharing.Query(
            subject_id=context.case.applicant_id,
            purpose=purpose,
            fields=keys,
            item_code=context.case.item_code,
            case_id=context.case.pk,
            case_number=context.case.number,
            department_id=context.case.department_id,
            region_code=context.case.region_code,
        )
        left = until - time.monotonic()
        asked = replace(query, seconds=left)
        answers[source] = _asked(source, asked, actor=actor, at=at) if left > 0 else None
    return [_fact(one, context, answers.get(one.source), at) for one in specs]


def _asked(
    source: str, query: sharing.Query, *, actor: Actor, at: datetime
) -> sharing.Answer | None:
    try:
        return sharing.ask(source, query=query, actor=actor, at=at)
    except DomainError:
        return None  # unknown, switched off, needs consent: no answer, so a person decides


def _fact(spec: FactSpec, context: Context, answer: sharing.Answer | None, at: datetime) -> Fact:
    if spec.is_own:
        return _own_fact(spec, context)
    known: dict[str, Any] = {
        "name": spec.name,
        "label": spec.label,
        "source": spec.source,
        "source_name": answer.source_name if answer else spec.source,
        "asked_at": (answer.at if answer else at).isoformat(),
        "call_id": str(answer.call_id) if answer else "",
        "as_of": answer.as_of.isoformat() if answer and answer.as_of else "",
    }
    if answer is None or answer.outcome is Answered.UNAVAILABLE:
        return Fact(**known, state="unavailable")
    return Fact(**known, **_value(READINGS[spec.read], context, answer.values.get(spec.key), spec))


def _own_fact(spec: FactSpec, context: Context) -> Fact:
    began = time.monotonic()
    found = _value(OWN_READINGS[spec.read], context, "", spec)
    return Fact(
        name=spec.name,
        label=spec.label,
        source=OWN,
        source_name=OWN_NAME,
        asked_at=timezone.now().isoformat(),
        ms=round((time.monotonic() - began) * 1000),
        **found,
    )


def _value(reading: Reading, context: Context, value: Any, spec: FactSpec) -> dict[str, Any]:
    if value is None and reading is not READINGS["found"]:
        return {"state": "missing"}
    try:
        made = reading.make(context, value, spec)
    except (TypeError, ValueError):
        return {"state": "missing"}
    if made is None or not isinstance(made, int | bool | str):
        return {"state": "missing"}
    return {"value": made}

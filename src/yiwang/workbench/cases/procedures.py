# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of a case's special procedures, parties and statements; each button is one command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action, PartyRole, ProcedureResult, Role, StatementKind
from yiwang.cases.services import procedures, reading
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, FieldError, Kind
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.workbench.cases.attempts import Answers
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, once, page, whole_number
from yiwang.workbench.uploads import stored

CURRENT = "/workbench/cases"
PARTICULAR = "particular-"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form of the page sent, who sent it, and the files that came with it."""

    fields: Mapping[str, str]
    staff_ids: Sequence[str]
    files: Sequence[UUID]
    case_id: UUID
    actor: Actor
    at: datetime

    def given(self, *, revision: bool = True) -> dict[str, Any]:
        """Return what every command takes."""
        common: dict[str, Any] = {"case_id": self.case_id, "actor": self.actor, "at": self.at}
        if revision:
            common["revision"] = whole_number(self.fields.get("revision", ""))
        return common

    def named(self, name: str) -> UUID:
        """Return an id that the form holds; one that is none belongs to no procedure."""
        try:
            return UUID(self.fields.get(name, ""))
        except ValueError:
            raise Unanswered from None

    def named_or_none(self, name: str) -> UUID | None:
        return self.named(name) if self.fields.get(name) else None


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was refused: which, with what in it, and why."""

    action: str = ""
    on: str = ""
    typed: Mapping[str, str] | None = None
    staff_ids: Sequence[str] = ()
    faults: Sequence[FieldError] = ()
    status: int = 200


NOTHING = Tried()


@dataclass(frozen=True, slots=True)
class Field:
    """A field that only this kind of procedure has, and what was typed in it."""

    name: str
    label: str | Promise
    is_required: bool
    typed: str


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure, with the forms of what can be done to it now."""

    shown: cases.ShownProcedure
    actions: frozenset[str]
    tried: str
    typed: Answers
    told: Sequence[Field]
    found: Sequence[Field]


def _card(shown: cases.ShownProcedure, tried: Tried, *, may_act: bool) -> Card:
    is_tried = tried.on == str(shown.row.pk)
    typed = Answers(tried.typed or {}) if is_tried else Answers()

    def fields(of: Sequence[Any]) -> list[Field]:
        names = [f"{PARTICULAR}{each.key}" for each in of]
        return [
            Field(name, each.label, each.is_required, typed[name])
            for name, each in zip(names, of, strict=True)
        ]

    return Card(
        shown=shown,
        actions=frozenset(one.value for one in shown.actions) if may_act else frozenset(),
        tried=tried.action if is_tried else "",
        typed=typed,
        told=fields(shown.kind.told),
        found=fields(shown.kind.found),
    )


@audience("staff")
@require_safe
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the procedures of a case, whom it touches and what they said."""
    return _page(request, case_id)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Take one action; opening the address shows the page."""
    if request.method != "POST":
        return _back(case_id)
    if action not in COMMANDS:
        raise Http404
    command, done = COMMANDS[action]
    try:
        sent = _sent(request, case_id)
        once(request, lambda: _answered(lambda: command(sent)))
    except RequestInFlight:
        messages.info(request, _("刚才的操作正在处理，请看下面的最新状态。"))
    except DomainError as refusal:
        return _refused(request, case_id, action, refusal)
    else:
        messages.success(request, str(done))
    return _back(case_id)


def _back(case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(f"/workbench/cases/{case_id}/procedures")


def _answered(command: Callable[[], object]) -> ledger.Answer:
    command()
    return ledger.Answer(status=200, body={"done": True})


def _refused(
    request: HttpRequest, case_id: UUID, action: str, refusal: DomainError
) -> HttpResponse:
    if refusal.kind is Kind.NOT_FOUND:
        raise refusal
    tried = Tried(
        action=action,
        on=request.POST.get("on", ""),
        typed=request.POST.dict(),
        staff_ids=request.POST.getlist("staff"),
        faults=[FieldError("/procedures-form", refusal.code, str(refusal))],
        status=refusal.status,
    )
    return _page(request, case_id, tried=tried)


def _sent(request: HttpRequest, case_id: UUID) -> Sent:
    """Return what was sent; nothing is stored for somebody who may not act."""
    actor, at = actor_of(request), timezone.now()
    case = cases.case(case_id, actor)
    policies.check_can(actor, Action.CLAIM, case, role=Role.HANDLER)
    files = stored(request, "files", region_code=case.region_code, actor=actor, at=at)
    return Sent(
        fields=request.POST.dict(),
        staff_ids=request.POST.getlist("staff"),
        files=files,
        case_id=case_id,
        actor=actor,
        at=at,
    )


def _page(request: HttpRequest, case_id: UUID, *, tried: Tried = NOTHING) -> HttpResponse:
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        found = cases.procedures_of(case, today=timezone.localdate())
        may_act = policies.can(actor, Action.CLAIM, case, role=Role.HANDLER)
        is_open = bool({Action.DECIDE, Action.RESUME} & policies.possible_actions(case))
        may_act = may_act and is_open
        context = {
            "case": case,
            "found": found,
            "may_act": may_act,
            "cards": [_card(one, tried, may_act=may_act) for one in found.procedures],
            "kinds": list(cases.KINDS.values()),
            "colleagues": organizations.staff_with_right(
                case.department_id, Right.CASES_READ, timezone.localdate()
            ),
            "results": ProcedureResult.choices,
            "roles": PartyRole.choices,
            "statement_kinds": StatementKind.choices,
            "notices": [one for one in found.procedures if one.kind.has_last_day],
            "statements": [(one, found.files_of_statement(one.pk)) for one in found.statements],
            "review_files": [one for one in found.files if one.review_id],
            "tried": tried,
            "typed": Answers(tried.typed or {}),
        }
        return page(
            request, "workbench/procedures.html", context, current=CURRENT, status=tried.status
        )


# ── what the forms hold


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else timezone.make_aware(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _ids(texts: Sequence[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise Unanswered from None


def _participants(text: str) -> list[procedures.Participant]:
    """Read one participant a line: the name, then a comma and the part."""
    found = []
    for each in text.splitlines():
        name, _comma, part = each.replace("，", ",").partition(",")
        found.append(procedures.Participant(name, part))
    return found


def _particulars(fields: Mapping[str, str]) -> dict[str, str]:
    return {
        key.removeprefix(PARTICULAR): words
        for key, words in fields.items()
        if key.startswith(PARTICULAR)
    }


def _arrangement(sent: Sent) -> procedures.Arrangement:
    fields = sent.fields
    return procedures.Arrangement(
        starts_at=_moment(fields.get("starts_at", "")),
        place=fields.get("place", ""),
        ends_on=_day(fields.get("ends_on", "")),
        is_public=fields.get("is_closed", "") != "1",
        staff_ids=_ids(sent.staff_ids),
        participants=_participants(fields.get("participants", "")),
        particulars=_particulars(fields),
        expected_days=whole_number(fields.get("expected_days", "").strip(), digits=3) or 0,
    )


def _plan(sent: Sent) -> object:
    return procedures.plan_procedure(
        procedure=sent.fields.get("procedure", ""),
        reason=sent.fields.get("reason", ""),
        is_required=sent.fields.get("is_required") == "1",
        **sent.given(),
    )


def _tell(sent: Sent) -> object:
    return procedures.tell_procedure(
        procedure_id=sent.named("on"), arrangement=_arrangement(sent), **sent.given()
    )


def _postpone(sent: Sent) -> object:
    return procedures.postpone_procedure(procedure_id=sent.named("on"), **sent.given())


def _hold(sent: Sent) -> object:
    untold = _arrangement(sent) if sent.fields.get("starts_at") else None
    return procedures.hold_procedure(
        procedure_id=sent.named("on"), arrangement=untold, **sent.given()
    )


def _conclude(sent: Sent) -> object:
    result = sent.fields.get("result", "")
    if result not in ProcedureResult.values:
        raise Unanswered(message=_("请选择结论。"))
    return procedures.conclude_procedure(
        procedure_id=sent.named("on"),
        conclusion=procedures.Conclusion(
            result=ProcedureResult(result),
            findings=sent.fields.get("findings", ""),
            particulars=_particulars(sent.fields),
            files=sent.files,
        ),
        **sent.given(),
    )


def _cancel(sent: Sent) -> object:
    return procedures.cancel_procedure(
        procedure_id=sent.named("on"), reason=sent.fields.get("reason", ""), **sent.given()
    )


def _tell_party(sent: Sent) -> object:
    role = sent.fields.get("role", "")
    if role not in PartyRole.values:
        raise Unanswered(message=_("请选择告知谁。"))
    return procedures.tell_party(
        party=procedures.NewParty(
            role=PartyRole(role),
            name=sent.fields.get("name", ""),
            contact=sent.fields.get("contact", ""),
            stake=sent.fields.get("stake", ""),
            offers_hearing=sent.fields.get("offers_hearing") == "1",
            number=sent.fields.get("number", ""),
        ),
        **sent.given(),
    )


def _ask_hearing(sent: Sent) -> object:
    return procedures.ask_hearing(
        party_id=sent.named("on"),
        reason=sent.fields.get("reason", ""),
        **sent.given(revision=False),
    )


def _waive_hearing(sent: Sent) -> object:
    return procedures.waive_hearing(party_id=sent.named("on"), **sent.given(revision=False))


def _state(sent: Sent) -> object:
    kind = sent.fields.get("kind", "")
    if kind not in StatementKind.values:
        raise Unanswered
    return procedures.state(
        kind=StatementKind(kind),
        words=sent.fields.get("words", ""),
        files=sent.files,
        party_id=sent.named_or_none("party"),
        procedure_id=sent.named_or_none("notice"),
        **sent.given(revision=False),
    )


def _answer(sent: Sent) -> object:
    answers = {"1": True, "0": False}
    if sent.fields.get("is_upheld", "") not in answers:
        raise Unanswered(message=_("请选择是否采纳。"))
    return procedures.answer_statement(
        statement_id=sent.named("on"),
        is_upheld=answers[sent.fields["is_upheld"]],
        answer=sent.fields.get("answer", ""),
        **sent.given(),
    )


COMMANDS: Mapping[str, tuple[Callable[[Sent], object], str | Promise]] = {
    "plan": (_plan, _("已安排，接下来告知时间和地点。")),
    "tell": (_tell, _("已告知，告知书会送达申请人。")),
    "postpone": (_postpone, _("已延期，请另行告知时间。")),
    "hold": (_hold, _("已记录举行，接下来作出结论。")),
    "conclude": (_conclude, _("已记录结论。")),
    "cancel": (_cancel, _("已取消。")),
    "tell-party": (_tell_party, _("已记录告知。")),
    "ask-hearing": (_ask_hearing, _("已登记听证申请。")),
    "waive-hearing": (_waive_hearing, _("已登记放弃听证。")),
    "state": (_state, _("已登记，作出决定前要答复。")),
    "answer": (_answer, _("已答复。")),
}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff do on a case's page; each button is one command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yiwang.cases.enums import DeliveryMethod, MinutesUse, NotAcceptedReason, Outcome
from yiwang.cases.services import decisions, handling, intake, procedures
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.audience import audience
from yiwang.workbench.cases.attempts import fault
from yiwang.workbench.cases.trying import Trial, back_to, try_it
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import actor_of, whole_number


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form of the page sent, and who sent it."""

    fields: Mapping[str, str]
    case_id: UUID
    actor: Actor
    at: datetime

    @property
    def revision(self) -> int | None:
        """The state of the case that the sender saw."""
        return whole_number(self.fields.get("revision", ""))


Command = Callable[[Sent], object]
Choice = TypeVar("Choice")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, case_id: UUID, action: str) -> HttpResponse:
    """Take one action on a case; opening the address shows the case."""
    if action not in COMMANDS:
        raise Http404
    if request.method != "POST":
        return back_to(case_id)
    command, done = COMMANDS[action]
    sent = Sent(request.POST.dict(), case_id, actor_of(request), timezone.now())
    return try_it(request, case_id, Trial(action, done), lambda: command(sent))


def _days(sent: Sent, action: str, name: str) -> int:
    days = whole_number(sent.fields.get(name, "").strip(), digits=4)
    if days is None:
        sentence = _("请填写天数，用整数表示。")
        raise Unanswered(message=sentence, errors=[fault(action, name, str(sentence))])
    return days


def _chosen(sent: Sent, action: str, name: str, choices: Callable[[str], Choice]) -> Choice:
    try:
        return choices(sent.fields.get(name, ""))
    except ValueError:
        sentence = _("请选择一项。")
        raise Unanswered(message=sentence, errors=[fault(action, name, str(sentence))]) from None


def _accept(sent: Sent) -> object:
    return intake.accept_case(
        case_id=sent.case_id, actor=sent.actor, at=sent.at, revision=sent.revision
    )


def _refuse_acceptance(sent: Sent) -> object:
    return intake.refuse_acceptance(
        case_id=sent.case_id,
        reason=_chosen(sent, "not-accept", "reason", NotAcceptedReason),
        explanation=sent.fields.get("explanation", ""),
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
    )


def _ask_correction(sent: Sent) -> object:
    return intake.ask_correction(
        case_id=sent.case_id,
        entries=[
            {"key": key.removeprefix("what-"), "what": words}
            for key, words in sent.fields.items()
            if key.startswith("what-") and words.strip()
        ],
        note=sent.fields.get("note", ""),
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
    )


def _suspend(sent: Sent) -> object:
    return procedures.suspend_case(
        case_id=sent.case_id,
        reason=sent.fields.get("reason", ""),
        expected_days=_days(sent, "suspend", "expected_days"),
        note=sent.fields.get("note", ""),
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
    )


def _resume(sent: Sent) -> object:
    return handling.resume_case(
        case_id=sent.case_id, actor=sent.actor, at=sent.at, revision=sent.revision
    )


def _ask_extension(sent: Sent) -> object:
    return handling.ask_extension(
        case_id=sent.case_id,
        days=_days(sent, "ask-extension", "days"),
        reason=sent.fields.get("reason", ""),
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
    )


def _decide_extension(sent: Sent) -> object:
    answers = {"1": True, "0": False}
    answer = sent.fields.get("is_approved", "")
    if answer not in answers:
        raise Unanswered
    return handling.decide_extension(
        case_id=sent.case_id,
        is_approved=answers[answer],
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
    )


def _decide(sent: Sent) -> object:
    return decisions.decide_case(
        case_id=sent.case_id,
        outcome=_chosen(sent, "decide", "outcome", Outcome),
        reasons=sent.fields.get("reasons", ""),
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
        grounds=_grounds(sent.fields),
    )


def _grounds(fields: Mapping[str, str]) -> procedures.Grounds:
    """Return what a decision rests on, as the form states it."""
    use = fields.get("minutes_use", "")
    return procedures.Grounds(
        bases=procedures.bases_from(fields),
        discretion=fields.get("discretion", ""),
        discretion_reason=fields.get("discretion_reason", ""),
        minutes_use=MinutesUse(use) if use in MinutesUse.values else None,
        minutes_reason=fields.get("minutes_reason", ""),
    )


def _deliver(sent: Sent) -> object:
    return decisions.deliver_case(
        case_id=sent.case_id,
        method=_chosen(sent, "deliver", "method", DeliveryMethod),
        actor=sent.actor,
        at=sent.at,
        revision=sent.revision,
    )


def _close(sent: Sent) -> object:
    return decisions.close_case(
        case_id=sent.case_id, actor=sent.actor, at=sent.at, revision=sent.revision
    )


COMMANDS: Mapping[str, tuple[Command, str | Promise]] = {
    "accept": (_accept, _("已受理，办理期限开始计算。")),
    "not-accept": (_refuse_acceptance, _("已作出不予受理决定，通知书会送达申请人。")),
    "ask-correction": (_ask_correction, _("已一次性告知补正，等待申请人补正。")),
    "suspend": (_suspend, _("已启动特别程序，停止计时。")),
    "resume": (_resume, _("已恢复计时。")),
    "ask-extension": (_ask_extension, _("已提交延期申请，等待批准。")),
    "decide-extension": (_decide_extension, _("已处理延期申请。")),
    "decide": (_decide, _("已作出决定。")),
    "deliver": (_deliver, _("已记录送达。")),
    "close": (_close, _("已办结，办件从此不能更改。")),
}

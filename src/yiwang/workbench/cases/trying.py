# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying a command on a case: it is done once, or the page comes back with what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yiwang.foundation.errors import DomainError, Kind
from yiwang.ledger import services as ledger
from yiwang.ledger.errors import RequestInFlight
from yiwang.workbench.cases.attempts import refused
from yiwang.workbench.cases.shown import case_page
from yiwang.workbench.frame import once


@dataclass(frozen=True, slots=True)
class Trial:
    """A command that is about to be tried.

    :param done: what to say when it is done
    :param data: what the step's own form holds
    """

    action: str
    done: str | Promise
    data: Mapping[str, Any] = field(default_factory=dict)


def back_to(case_id: UUID) -> HttpResponse:
    """Lead to the page of a case."""
    return HttpResponseRedirect(f"/workbench/cases/{case_id}")


def try_it(
    request: HttpRequest, case_id: UUID, trial: Trial, command: Callable[[], object]
) -> HttpResponse:
    """Do the command and lead to the case, or show the case with what was typed and is wrong.

    :raises CaseNotFound: there is no such case, or the sender may not see it
    """
    try:
        once(request, lambda: _answered(command))
    except RequestInFlight:
        messages.info(request, _("刚才的操作正在处理，请看下面的最新状态。"))
    except DomainError as refusal:
        return answer_refusal(request, case_id, trial, refusal)
    else:
        messages.success(request, str(trial.done))
    return back_to(case_id)


def answer_refusal(
    request: HttpRequest, case_id: UUID, trial: Trial, refusal: DomainError
) -> HttpResponse:
    """Show the case as it is now, with what was typed and what is wrong with it."""
    if refusal.kind is Kind.NOT_FOUND:
        raise refusal
    typed = request.POST.dict()
    attempt = refused(trial.action, refusal, typed=typed, data=trial.data)
    return case_page(request, case_id, attempt=attempt)


def _answered(command: Callable[[], object]) -> ledger.Answer:
    command()
    return ledger.Answer(status=200, body={"done": True})

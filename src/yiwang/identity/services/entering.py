# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From the first proof to the session, through the stages of django-allauth."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from yiwang.identity.models import Account

DOOR = "door"
"""Key of the session: at which door somebody stands, ``staff`` or ``citizen``."""


def enter(
    request: HttpRequest,
    *,
    account: Account,
    target: str,
    method: str = "password",
    is_new: bool = False,
) -> HttpResponse:
    """Let somebody in who has shown one proof, or ask them for the next.

    :param target: where to go when everything has been shown
    :param method: what was shown: ``password`` or ``code``
    """
    clear_login(request)
    request.session[DOOR] = "staff" if account.staff_id else "citizen"
    record_authentication(request, account, method=method)
    login = Login(user=account, redirect_url=target, signup=is_new)
    answer: HttpResponse = perform_login(request, login)
    return answer

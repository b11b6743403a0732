# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from facts: sessions end at clients too, clients are told, sign-ins counted."""

from collections.abc import Sequence

from django.utils import timezone

from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.sso import services
from yiwang.sso.services.logouts import announce

ACTOR = system_actor("sso-sessions")
ENDINGS = {
    "identity.signed_out",
    "identity.sessions_ended",
    "identity.account_closed",
    "identity.password_changed",
}
"""Facts after which a browser session of the account they are about may be over."""


def end_what_is_gone(events: Sequence[RecordedEvent]) -> None:
    """End, for every client, the sessions that ended with us."""
    accounts = [event.subject_id for event in events if event.subject_id is not None]
    services.end_gone_sessions(accounts, actor=ACTOR, at=timezone.now())


ledger.subscribe("sso.ended_sessions", ENDINGS, end_what_is_gone)
ledger.subscribe("sso.logouts", {"sso.session_ended"}, announce)
ledger.subscribe("sso.figures", {"sso.signed_in_to"}, services.count_sign_ins)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the demonstration's people know and decide about their own data."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from operations.demo import HOME_COUNTY
from operations.demo.people import KNOWN
from operations.loading import Tick
from yiwang.cases import selectors as cases
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.services import reading
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.enums import Purpose
from yiwang.identity.errors import AccountNotFound
from yiwang.identity.models import Account
from yiwang.identity.privacy_refusals import CorrectionUnderWay, ExportUnderWay, QuestionAsked
from yiwang.identity.services import (
    privacy_corrections,
    privacy_exports,
    privacy_questions,
    privacy_reads,
    privacy_texts,
)
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

MANY = 8
LOOKS = 6
"""Cases of each known person that colleagues have looked at lately."""
NOT_YET_ASKED = "zhangyf"
"""Who has accepted no text yet: the pages ask at the first sign-in."""
QUESTIONS = ("这次查看是为了什么？", "我的件已经办好了，为什么还要看？")
ANSWER = "经查，承办人为办理您的申请查看了办件，属于正常履职。"


def load(tick: Tick, *, at: datetime) -> int:
    """Accept texts, look at cases, ask about it, and ask for a copy; return how many facts."""
    number = _accept(at)
    tick(1, 3)
    for login in KNOWN:
        number += _look(_actor(login), at)
    tick(2, 3)
    for login in KNOWN:
        number += _ask(_actor(login), at)
    number += _wish(at)
    tick(3, 3)
    return number


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).id)


def _accept(at: datetime) -> int:
    number = 0
    citizens = Account.objects.filter(person__isnull=False, is_active=True)
    for account in citizens.exclude(login=NOT_YET_ASKED).order_by("login"):
        actor = identity.actor_for_account(account.id)
        due = [text.id for text in privacy_texts.texts_due(account.id, at)]
        number += privacy_texts.accept_texts(text_ids=due, actor=actor, at=at)
    return number


def _look(citizen: Actor, at: datetime) -> int:
    """Let colleagues of the departments open somebody's cases, days and hours apart, in order."""
    looks = []
    for place, case in enumerate(cases.cases(citizen, limit=LOOKS).rows):
        whole = cases.case(case.id, citizen)
        for hours, clerk in enumerate(_colleagues(whole.department_id)):
            moment = at - timedelta(days=4 + place * 9, hours=hours * 2)
            looks.append((moment, case.id, clerk))
    opened = 0
    for moment, case_id, clerk in sorted(looks, key=lambda look: look[0]):
        # Some departments are labelled above the clearance of their own clerks.
        with suppress(CaseNotFound):
            reading.open_case(case_id=case_id, actor=clerk, at=moment)
            opened += 1
    return opened + _serve(citizen, at)


def _serve(citizen: Actor, at: datetime) -> int:
    """Let a counter of the home county have somebody before it."""
    office = organizations.department_for_line("市场监管", HOME_COUNTY)
    clerk = next(_colleagues(office.id))
    seen = [privacy_reads.Seen(citizen.person_id)]
    moment = at - timedelta(days=3, hours=1)
    return privacy_reads.note_reads(seen, actor=clerk, purpose=Purpose.COUNTER_SERVICE, at=moment)


def _colleagues(department_id: UUID) -> Iterator[Actor]:
    """Return a clerk and a handler of a department."""
    for right in (Right.CASES_ACCEPT, Right.CASES_HANDLE):
        holders = Account.objects.filter(
            staff__holdings__post__department_id=department_id,
            staff__holdings__post__rights__contains=[right.value],
            staff__holdings__held_to__isnull=True,
            is_active=True,
        )
        # Who has several posts may stand in another one: take somebody who is here.
        for account in holders.order_by("login")[:MANY]:
            actor = identity.actor_for_account(account.id)
            if actor.department_id == department_id:
                yield actor
                break


def _ask(citizen: Actor, at: datetime) -> int:
    """Ask about two reads; the audit administrator has answered the first."""
    made = []
    for read, words in zip(identity.own_data.reads_of(citizen).rows, QUESTIONS, strict=False):
        try:
            made.append(
                privacy_questions.ask_about_read(
                    event_id=read.event_id, words=words, actor=citizen, at=at
                )
            )
        except QuestionAsked:
            continue
    auditor = _auditor()
    if made and auditor is not None:
        privacy_questions.answer_question(
            question_id=made[-1].id, words=ANSWER, actor=auditor, at=at
        )
    return len(made)


def _auditor() -> Actor | None:
    try:
        return _actor("auditor")
    except (Account.DoesNotExist, AccountNotFound):
        return None


def _wish(at: datetime) -> int:
    """Ask for a copy, and for a number to be corrected."""
    number = 0
    for act in (_ask_copy, _ask_correction):
        try:
            act(at)
        except (ExportUnderWay, CorrectionUnderWay):
            continue
        number += 1
    return number


def _ask_copy(at: datetime) -> None:
    privacy_exports.ask_export(actor=_actor("wangxm"), at=at)


def _ask_correction(at: datetime) -> None:
    privacy_corrections.ask_correction(field="number", name="", actor=_actor("lijg"), at=at)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of the demonstration that were served: by post, left behind, announced, online."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from operations.demo import HOME_COUNTY
from operations.loading import Tick
from yiwang.cases.enums import CaseState, Outcome
from yiwang.cases.models import Case
from yiwang.cases.services import serving
from yiwang.delivery.services import service_addresses
from yiwang.delivery.services.addressing import Address
from yiwang.documents import services as documents
from yiwang.documents.enums import RESULTS, NoticeGround, NoticeKind, Receiver, ServiceWay
from yiwang.documents.models import DocumentService
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

COUNTER = "scjg-counter"
CITIZENS = ("wangxm", "lijg")
STREETS = {"wangxm": "文三路 90 号 3 幢 502 室", "lijg": "古墩路 701 号 12 幢 301 室"}
"""Where papers may be posted to them, as they confirmed it."""
STATES = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.DECIDED, CaseState.NOT_ACCEPTED)
SERVED = frozenset({NoticeKind.ACCEPTANCE, NoticeKind.NOT_ACCEPTED, NoticeKind.REFUSED})


def load(tick: Tick, *, at: datetime) -> int:
    """Serve papers in each of the ways; a second start adds nothing."""
    if DocumentService.objects.filter(way=ServiceWay.LEAVING).exists():
        return 0
    ledger.settle()
    for login in CITIZENS:
        citizen = identity.actor_for_account(Account.objects.get(login=login).pk)
        documents.serving.give_consent(actor=citizen, at=at)
        _confirm_address(citizen, STREETS[login], at)
    clerk = identity.actor_for_account(Account.objects.get(login=COUNTER).pk)
    if clerk.department_id is None:
        raise LookupError(COUNTER)
    own = Account.objects.filter(login__in=CITIZENS).values("person_id")
    rows = Case.objects.filter(department_id=clerk.department_id, state__in=STATES)
    theirs = list(rows.filter(applicant_id__in=own).order_by("-submitted_at", "id"))
    theirs.sort(key=lambda case: case.outcome != Outcome.REFUSED)  # whose terms are shown
    others = list(rows.exclude(applicant_id__in=own).order_by("-submitted_at", "id"))
    ways = _ways(at)
    done = 0
    for case in [*theirs, *others]:
        if done == len(ways):
            break
        done += _serve(case, ways[done], clerk=clerk, at=at)
        tick(done, len(ways))
    ledger.settle()
    return done


def _confirm_address(citizen: Actor, street: str, at: datetime) -> None:
    if citizen.person_id is None:
        raise LookupError(street)
    name = identity.applicant_summary(citizen.person_id).name
    address = Address.stated(name=name, phone="19900000101", division=HOME_COUNTY, street=street)
    service_addresses.confirm(address=address, actor=citizen, at=at)


def _serve(case: Case, attempt: serving.Attempt, *, clerk: Actor, at: datetime) -> bool:
    """Serve the first notice of a case; nothing where it has none, or it was served."""
    papers = [each for each in serving.servable(case) if each.kind in SERVED]
    papers.sort(key=lambda each: each.kind not in RESULTS)
    known = DocumentService.objects.filter(document__in=papers).exists()
    if known or not papers:
        return False
    ids = [documents.render_now(papers[0].pk).pk]
    issued_on = timezone.localdate(papers[0].issued_at)
    if attempt.way is ServiceWay.ELECTRONIC or attempt.sent_on < issued_on:
        attempt = replace(attempt, sent_on=timezone.localdate(at))
        if attempt.received_on:
            attempt = replace(attempt, received_on=attempt.sent_on)
    if case.applicant_kind == "legal" and attempt.receiver:
        attempt = replace(attempt, receiver=Receiver.MAIL_ROOM)
    serving.serve_papers(case_id=case.pk, document_ids=ids, attempt=attempt, actor=clerk, at=at)
    return True


def _ways(at: datetime) -> Sequence[serving.Attempt]:
    today = timezone.localdate(at)
    earlier = today - timedelta(days=2)
    return (
        serving.Attempt(way=ServiceWay.ELECTRONIC, sent_on=today),
        serving.Attempt(
            way=ServiceWay.LEAVING,
            sent_on=earlier,
            received_on=earlier,
            servers=("陈立", "周敏"),
            place="文三路 138 号 2 幢 301 室",
            reason="受送达人在家，说明来意后拒绝签收，没有说明理由。",
            witnesses=("文新街道骆家庄社区 徐红",),
        ),
        serving.Attempt(
            way=ServiceWay.DIRECT,
            sent_on=earlier,
            received_on=earlier,
            servers=("陈立",),
            receiver=Receiver.FAMILY,
            receiver_name="沈玉兰",
            place="文一西路 88 号",
        ),
        serving.Attempt(
            way=ServiceWay.POST,
            sent_on=earlier,
            tracking_number="1234567890123",
            place="余杭塘路 866 号",
        ),
        serving.Attempt(
            way=ServiceWay.PUBLIC_NOTICE,
            sent_on=earlier,
            announced_in="本局公告栏、西湖区人民政府网站",
            ground=NoticeGround.MISSING,
            reason="登记的住所和经营场所都查无此人，社区出具了证明，电话停机。",
        ),
        serving.Attempt(
            way=ServiceWay.ENTRUSTED,
            sent_on=earlier,
            through="衢州市柯城区市场监督管理局",
        ),
    )

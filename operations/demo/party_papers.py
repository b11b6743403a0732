# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of interested parties: a neighbour's in Chinese, a foreigner's with English beside them.

The foreigner was told, objected and was answered, and reads what was decided; the neighbour was
told in a case that is open (``procedures``), and the paper was handed over at the door. Of another
case the neighbour hears that it has ended: its applicant withdrew.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from operations.demo import cases as demo_cases
from operations.demo import procedures as demo_procedures
from operations.demo import translations
from operations.loading import Tick
from yiwang.cases.enums import PartyRole
from yiwang.cases.models import Case, InterestedParty
from yiwang.cases.procedures import party_papers
from yiwang.cases.services import decisions, procedures, serving
from yiwang.documents import services as documents
from yiwang.documents.enums import NoticeKind, Receiver, ServiceWay
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

APPLICANT = "wangxm"
FOREIGNER = translations.LOGIN
NEIGHBOUR = demo_procedures.NEIGHBOUR
PREFIX = "scjg"
ITEM = translations.ITEM
STAKE = "经营场所与其承租的工作室共用出入口，装修和经营影响通行。"


def load(tick: Tick, *, at: datetime) -> int:
    """Tell, hear, decide and serve; a second start adds nothing.

    Templates that came with a later version of the program are published first.
    """
    translations.load(lambda _done, _all: None, at=at)
    foreigner = _actor(FOREIGNER)
    if InterestedParty.objects.filter(person_id=foreigner.person_id).exists():
        return 0
    party = _told(foreigner, at - timedelta(hours=8))
    tick(1, 4)
    _decided(party, foreigner, at)
    tick(2, 4)
    _neighbour(at)
    tick(3, 4)
    _withdrawn(_actor(NEIGHBOUR), at - timedelta(hours=6))
    ledger.settle()
    tick(4, 4)
    return 3


def _concerned(person: Actor, words: str, at: datetime) -> tuple[InterestedParty, UUID]:
    """Let a case of somebody else be told to a person, who objects."""
    clerk, handler = _actor(f"{PREFIX}-counter"), _actor(f"{PREFIX}-handler")
    case = demo_cases.taken_in(_actor(APPLICANT), ITEM, clerk, at)
    demo_cases.bring(case, PREFIX, "accepted", _actor(APPLICANT), at)
    own = identity.own_number(person)
    if own is None:
        raise LookupError(person)
    told_at = at + timedelta(hours=1)
    party = procedures.tell_party(
        case_id=case.pk,
        party=procedures.NewParty(
            role=PartyRole.INTERESTED,
            name=own.name,
            number=own.number,
            stake=STAKE,
            offers_hearing=True,
        ),
        actor=handler,
        at=told_at,
    )
    said = procedures.object_as_party(party_id=party.pk, words=words, actor=person, at=told_at)
    return party, said.pk


def _withdrawn(neighbour: Actor, at: datetime) -> None:
    """Let the applicant withdraw before anybody answers what the neighbour said."""
    party, _said = _concerned(neighbour, "门口过道太窄，装修时消防通道会被堵住。", at)
    decisions.withdraw_case(
        case_id=party.case_id, actor=_actor(APPLICANT), at=at + timedelta(hours=2)
    )


def _told(foreigner: Actor, at: datetime) -> InterestedParty:
    """Let the foreigner object to a case of somebody else, and be answered."""
    words = "Please keep the shared entrance free during the works."
    party, said_id = _concerned(foreigner, words, at)
    told_at = at + timedelta(hours=1)
    procedures.answer_statement(
        case_id=party.case_id,
        statement_id=said_id,
        is_upheld=True,
        answer="已要求申请人施工期间保持共用出入口畅通，并写入现场核查要求。",
        actor=_actor(f"{PREFIX}-handler"),
        at=told_at,
    )
    procedures.waive_hearing_as_party(party_id=party.pk, actor=foreigner, at=told_at)
    ledger.settle()
    return party


def _decided(party: InterestedParty, foreigner: Actor, at: datetime) -> None:
    """Serve the paper of their rights, confirmed by them; then decide, which is told them too."""
    served_at = at - timedelta(hours=1)
    online = serving.Attempt(way=ServiceWay.ELECTRONIC, sent_on=_day(served_at))
    service_id = _serve(party, NoticeKind.PARTY_RIGHTS, online, served_at)
    serving.confirm_receipt_as_party(
        party_id=party.pk, service_id=service_id, actor=foreigner, at=served_at
    )
    case = Case.objects.get(pk=party.case_id)
    demo_cases.bring(case, PREFIX, "concluded", _actor(APPLICANT), at - timedelta(hours=4))
    ledger.settle()
    _serve(party, NoticeKind.PARTY_DECISION, replace(online, sent_on=_day(at)), at)


def _neighbour(at: datetime) -> None:
    """Hand the neighbour's paper over at the door."""
    person_id = _actor(NEIGHBOUR).person_id
    party = InterestedParty.objects.filter(person_id=person_id).order_by("told_at").first()
    if party is None:
        return
    if not party_papers.papers_of([party.pk]):  # told before there were such papers
        procedures.issue_rights_paper(
            case_id=party.case_id, party_id=party.pk, actor=_actor(f"{PREFIX}-handler"), at=at
        )
    today = _day(at)
    handed_over = serving.Attempt(
        way=ServiceWay.DIRECT,
        sent_on=today,
        received_on=today,
        servers=("陈立",),
        receiver=Receiver.SELF,
        place="文三路 1 号隔壁店铺",
    )
    _serve(party, NoticeKind.PARTY_RIGHTS, handed_over, at)


def _serve(
    party: InterestedParty, kind: NoticeKind, attempt: serving.Attempt, at: datetime
) -> UUID:
    """Serve a paper of a party; its pages are set before, as the job does."""
    rows = party_papers.papers_of([party.pk])[party.pk]
    paper = next(one for one in rows if one.kind == kind)
    documents.render_now(paper.pk)
    documents.translations.set_waiting(paper.pk)
    (made,) = serving.serve_papers(
        case_id=party.case_id,
        document_ids=[paper.pk],
        attempt=attempt,
        actor=_actor(f"{PREFIX}-counter"),
        at=at,
    )
    return made.pk


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _day(at: datetime) -> date:
    return timezone.localdate(at)

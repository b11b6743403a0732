# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""English beside the Chinese papers of the market bureau, and a foreign applicant who wants it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo import cases as demo_cases
from operations.demo.together import SELLER
from operations.loading import Tick
from yiwang.cases.enums import TogetherState
from yiwang.cases.models import Case, CoApplicant
from yiwang.cases.services import application_papers, together, translating
from yiwang.documents import selectors
from yiwang.documents import services as documents
from yiwang.documents.enums import TRANSLATED, NoticeKind
from yiwang.documents.models import NoticeTemplate
from yiwang.documents.services import templates
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors as identity
from yiwang.identity import services as people
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

LANGUAGE = "en"
LOGIN = "annam"
ITEM = "K0004"
BEFORE = timedelta(days=10)
"""Since when the templates are in force: the cases are older than the start."""
WORDS = (
    "杭州市西湖区市场监督管理局=Market Supervision Administration of Xihu District, Hangzhou",
    "杭州市西湖区人民政府=the People's Government of Xihu District, Hangzhou",
    "个体工商户设立登记=registration of an individually-owned business",
)
"""What the bureau adds to the list of words that is delivered."""


def load(tick: Tick, *, at: datetime) -> int:
    """Publish the English as two people do, then file two cases; return how many templates.

    A second start adds nothing, and goes on where the first was cut off.
    """
    editor, publisher = _actor("scjg-editor"), _actor("scjg-publisher")
    known = NoticeTemplate.objects.filter(language=LANGUAGE).values_list("kind", flat=True)
    kinds = [kind for kind in NoticeKind if kind in TRANSLATED - set(known)]
    for place, kind in enumerate(kinds):
        _publish(kind, editor, publisher, at - BEFORE)
        tick(place + 1, len(kinds) + 1)
    _anna(at)
    _together(at)
    ledger.settle()
    _papers(at)
    ledger.settle()
    tick(len(kinds) + 1, len(kinds) + 1)
    return len(kinds)


@transaction.atomic  # cut off in between, a template would stay behind that nobody published
def _publish(kind: NoticeKind, editor: Actor, publisher: Actor, at: datetime) -> None:
    template = templates.make_template(kind=kind, language=LANGUAGE, actor=editor, at=at)
    begun = templates.built_in(kind, LANGUAGE)
    terms = "\n".join((begun.blocks["terms"], *WORDS))
    wording = templates.Wording(
        effective_on=timezone.localdate(at),
        source=begun.source,
        blocks={**begun.blocks, "terms": terms},
        note="采用随系统提供的英文，加上本局的名称",
    )
    saved = templates.save_draft(
        template_id=template.pk, wording=wording, revision=0, actor=editor, at=at
    )
    proposed = templates.propose_version(
        version_id=saved.pk, revision=saved.revision, actor=editor, at=at
    )
    templates.publish_version(
        version_id=saved.pk, revision=proposed.revision, actor=publisher, at=at
    )


def _anna(at: datetime) -> None:
    """Let a foreigner who lives here apply: one case decided, one accepted."""
    if not Account.objects.filter(login=LOGIN).exists():
        _register(at)
    anna, clerk = _actor(LOGIN), _actor("scjg-counter")
    if anna.person_id is None or Case.objects.filter(applicant_id=str(anna.person_id)).exists():
        return
    documents.translations.wish_for_oneself(language=LANGUAGE, actor=anna, at=at)
    documents.serving.give_consent(actor=anna, at=at)
    for hours, end in ((5, "decided"), (2, "accepted")):
        filed_at = at - timedelta(hours=hours)
        case = demo_cases.taken_in(anna, ITEM, clerk, filed_at)
        demo_cases.bring(case, "scjg", end, anna, filed_at)


def _papers(at: datetime) -> None:
    """Let the foreigner ask for the application as a paper; translate a certificate of before."""
    anna, clerk = _actor(LOGIN), _actor("scjg-counter")
    for case in Case.objects.filter(applicant_id=str(anna.person_id)).order_by(
        "submitted_at", "id"
    ):
        application_papers.application_paper(case_id=case.pk, actor=anna, at=at)
        rows = selectors.documents_about("case", case.pk).filter(kind=NoticeKind.CERTIFICATE)
        certificates = [one.pk for one in rows]
        if not selectors.translations.of_documents(certificates) and certificates:
            translating.translate_papers(
                case_id=case.pk, document_ids=certificates, language=LANGUAGE, actor=clerk, at=at
            )


def _together(at: datetime) -> None:
    """Let the seller of the home say that they want English beside the Chinese of this matter."""
    part = CoApplicant.objects.filter(
        person_id=_actor(SELLER).person_id, state=TogetherState.JOINED, case__isnull=True
    ).first()
    if part is None or together.language_of(part):
        return
    together.wish_language(co_applicant_id=part.pk, language=LANGUAGE, actor=_actor(SELLER), at=at)


def _register(at: datetime) -> None:
    (person_id,) = people.register_people_bulk(
        people=[
            people.NewPerson(
                name="Anna Miller",
                resident_id=make_test_resident_id(date(1988, 5, 17), 421, Sex.FEMALE),
                phone="19900000421",
                address_division=HOME_COUNTY,
                address_text="文三路 421 号",
                assurance_level=3,
            )
        ],
        actor=system_actor("demo"),
        at=at,
    )
    people.create_accounts_bulk(
        accounts=[people.NewAccount(login=LOGIN, person_id=person_id)],
        shared_password=PASSWORD,
        actor=system_actor("demo"),
        at=at,
    )


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)

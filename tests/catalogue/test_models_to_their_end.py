# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every item that is modelled in detail: one case of it is filed and decided to its end."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from operations.demo import signing
from operations.demo.filling import ELSEWHERE, Facts, filled
from tests import factories
from tests.catalogue.worlds import DATA, LOADER, MORNING, make_departments, publish_everywhere
from tests.documents import makers
from tests.organizations.factories import LINGYIN, XIHU, division
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState, DeliveryMethod, Outcome, ReviewOpinion
from yiwang.cases.models import Case, PromiseCheck
from yiwang.cases.services import (
    decisions,
    drafts,
    handling,
    intake,
    lower_reviews,
    modes,
    submission,
    together,
)
from yiwang.catalogue import selectors, services
from yiwang.catalogue.citations import canonical_title, parse_article
from yiwang.catalogue.loading import files, items
from yiwang.catalogue.loading.sources import home_items
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.models import ImplementationList, ScenarioVersion
from yiwang.catalogue.scenarios.loading import load_scenarios
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.models import Department

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = {
    "counter": StandardPost.COUNTER,
    "handler": StandardPost.HANDLER,
    "reviewer": StandardPost.REVIEWER,
    "approver": StandardPost.APPROVER,
}
FOLDERS = sorted(file.parent for file in (DATA / "models").glob("*/item.json"))


def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "item.json").read_text("utf-8"))
    return found


NUMBERS = [document(folder)["base_item"] for folder in FOLDERS]


@dataclass(frozen=True)
class Place:
    """All modelled items with their lists, people and a firm."""

    citizen: Actor
    firm: Actor
    at: datetime


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """Publish the models as the loader does, at departments of one county."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.forget_everything()
        at = timezone.now()
        services.load_models(root=DATA, actor=LOADER, at=MORNING)
        everything = home_items(DATA)  # questions may lead to any other item
        sources = [source for source in everything if source.model]
        load_themes(root=DATA, actor=LOADER)
        make_departments(sources)
        items.store_items(everything, actor=LOADER, at=MORNING)
        publish_everywhere(sources)
        load_scenarios(root=DATA, actor=LOADER, at=MORNING)
        division(ELSEWHERE)
        person = factories.natural_person(at=at)
        account = factories.citizen_account(person, at=at)
        firm = factories.legal_person(person, at=at)
        yield Place(
            citizen=identity.actor_for_account(account.id),
            firm=identity.actor_for_account(account.id, acting_for=firm.id),
            at=at,
        )
        transaction.set_rollback(True)
    factories.forget_everything()


@pytest.fixture(autouse=True)
def _own_store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DOCUMENT_STORE = tmp_path / "files"
    settings.CLAMD_ADDRESS = ""


def facts(applicant: Actor, at: datetime) -> Facts:
    own = identity.own_details(applicant)
    return Facts(
        name=own.name,
        number=own.resident_id or make_test_uscc(1),
        phone=own.phone or "13800001234",
        uscc=make_test_uscc(1),
        firm="杭州测试贸易有限公司",
        division=LINGYIN,
        detail="灵隐路 1 号",
        today=timezone.localdate(at),
    )


def applicant_of(snapshot: selectors.ItemSnapshot, place: Place) -> Actor:
    return place.citizen if "natural" in snapshot.base.service_objects else place.firm


def submitted(version_id: UUID, place: Place) -> Case:
    snapshot = selectors.snapshot(version_id)
    assert snapshot.form_id is not None
    form = forms.compiled_form(snapshot.form_id)
    applicant = applicant_of(snapshot, place)
    data = filled(form.schema, facts(place.citizen, place.at))
    asked = selectors.materials_for(snapshot, form.validate(data))
    scan = documents.store_upload(
        io.BytesIO(makers.pdf()), name="材料.pdf", owner=applicant, at=place.at
    )
    materials = {each.key: [scan.id] for each in asked if each.is_required or each.is_deferrable}
    return submission.submit_case(
        application=submission.Application(
            version_id=version_id,
            form=data,
            materials=materials,
            draft_id=signed_by_all(version_id, data, materials, applicant, place.at)
            if form.together
            else None,
            chosen=signing.as_the_form_says(snapshot, form.validate(data)),
        ),
        actor=applicant,
        at=place.at,
    )


def signed_by_all(
    version_id: UUID, form: dict[str, Any], materials: Any, applicant: Actor, at: datetime
) -> UUID:
    """Share a draft with everybody who has to sign, and let them; return it."""
    typed = drafts.DraftContent(form=form, materials=materials)
    draft = drafts.save_draft(version_id=version_id, typed=typed, actor=applicant, at=at)
    for role in together.roles_of(draft):
        account = factories.citizen_account(factories.natural_person(name="李大山"))
        other = identity.actor_for_account(account.id)
        own = identity.own_details(other)
        one = together.invite(
            draft_id=draft.pk,
            name=own.name,
            number=own.resident_id,
            role=role,
            actor=applicant,
            at=at,
        )
        together.answer(co_applicant_id=one.pk, accepts=True, actor=other, at=at)
        digest = together.digest_of(draft)
        together.sign(co_applicant_id=one.pk, seen_sha256=digest, actor=other, at=at)
    return draft.pk


class Office:
    """The staff of the department that has a case; each post is filled when it is needed."""

    def __init__(self, department_id: UUID, at: datetime) -> None:
        self._department = Department.objects.get(pk=department_id)
        self._at = at
        self._actors: dict[str, Actor] = {}

    def who(self, role: str) -> Actor:
        if role not in self._actors:
            account = factories.staff_account(self._department, ROLES[role], at=self._at)
            self._actors[role] = identity.actor_for_account(account.id)
        return self._actors[role]

    def decide(self, case: Case, place: Place) -> None:
        """Do every step that waits, then the decision."""
        for _ in range(10):
            item = cases.open_items(case)[0]
            if item.kind == handling.DECISION:
                break
            schema = forms.compiled_form_by_code(item.form_code).schema if item.form_code else None
            handling.complete_step(
                case_id=case.pk,
                step_key=item.step_key,
                data=filled(schema, facts(place.citizen, place.at), is_complete=True)
                if schema
                else {},
                opinion="材料齐全，情况属实。",
                actor=self.who(item.role),
                at=place.at,
            )
        decisions.decide_case(
            case_id=case.pk,
            outcome=Outcome.GRANTED,
            reasons="",
            actor=self.who(item.role),
            at=place.at,
        )


def accept(case: Case, office: Office, place: Place) -> None:
    """Accept a case; where a lower body reviews first, it does and passes the file on."""
    review = cases.lower_reviews.review_of(case)
    if review is None:
        intake.accept_case(case_id=case.pk, actor=office.who("counter"), at=place.at)
        return
    below = Office(review.lower_id, place.at)
    lower_reviews.accept(case_id=case.pk, actor=below.who("counter"), at=place.at)
    for stage in cases.lower_reviews.reviews_of(case):
        lower_reviews.forward(
            case_id=case.pk,
            forwarding=lower_reviews.Forwarding(ReviewOpinion.AGREE, "情况属实。"),
            actor=Office(stage.lower_id, place.at).who("handler"),
            at=place.at,
        )


@pytest.mark.parametrize("number", NUMBERS)
def test_a_case_is_filed_decided_and_closed(place: Place, number: str) -> None:
    one = ImplementationList.objects.filter(
        base_item__local_code=number, region_code__in=[XIHU, LINGYIN]
    ).order_by("region_code")[0]
    assert one.current_id is not None
    case = submitted(one.current_id, place)
    office = Office(one.department_id, place.at)
    accept(case, office, place)

    office.decide(case, place)
    decisions.deliver_case(
        case_id=case.pk,
        method=DeliveryMethod.COUNTER,
        actor=office.who("counter"),
        at=place.at,
    )
    if PromiseCheck.objects.filter(case=case).exists():
        modes.record_check(
            case_id=case.pk,
            is_kept=True,
            findings="与承诺一致。",
            order=None,
            actor=office.who("handler"),
            at=place.at,
        )
    decisions.close_case(case_id=case.pk, actor=office.who("counter"), at=place.at)

    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED


def test_every_item_leads_people_by_questions(place: Place) -> None:
    led = set(ScenarioVersion.objects.values_list("base_item__local_code", flat=True))

    assert led == set(NUMBERS)


# ── what the models say, without a database


@lru_cache
def _articles() -> dict[str, set[tuple[int, str]]]:
    newest: dict[str, Any] = {}
    found: dict[str, dict[Any, set[tuple[int, str]]]] = {}
    for row in files.articles(DATA):
        day = str(row.issued_on or "")
        newest[row.law] = max(newest.get(row.law, ""), day)
        found.setdefault(row.law, {}).setdefault(day, set()).add((row.number, row.suffix))
    return {law: days[newest[law]] for law, days in found.items()}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_article_cited_stands_in_the_newest_text(folder: Path) -> None:
    for basis in document(folder)["base"]["legal_bases"]:
        known = _articles().get(canonical_title(basis["law"]))
        if known is None:
            assert not basis["article"], basis  # not in the corpus, so no article to check
        elif basis["article"]:
            citation = parse_article(canonical_title(basis["law"]), basis["article"])
            assert (citation.article, citation.suffix) in known, basis


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_model_is_complete(folder: Path) -> None:
    base = document(folder)["base"]
    uploaded = [
        material
        for material in base["materials"]
        if not material.get("from_form") and not material.get("obtainable")
    ]

    assert len(base["faqs"]) >= 4
    assert len(base["conditions"]) >= 2
    assert base["results"][0]["name"]
    assert all(material["note"] for material in base["materials"])
    assert all(
        material.get("sample") or material.get("standard") or material["note"]
        for material in uploaded
    )
    assert (folder / "scenario.json").exists()
    assert (folder / "process.bpmn").exists()

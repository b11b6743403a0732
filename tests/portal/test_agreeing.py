# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Agreeing to electronic service while handing an application in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.documents import makers
from tests.factories import FORM_DATA, World
from yiwang.cases.models import Case
from yiwang.documents.models import ServiceConsent
from yiwang.documents.serving.consenting import TEXT, TEXT_SHA256

pytestmark = pytest.mark.django_db


def filled(citizen: Client, world: World) -> str:
    """Fill in the form and hand in what is required; return the application's address."""
    here = f"/apply/{world.shop.version_id}"
    assert citizen.post(f"{here}/form", FORM_DATA).status_code == 302
    file = SimpleUploadedFile("lease.pdf", makers.pdf(), "application/pdf")
    assert citizen.post(f"{here}/materials/lease", {"file": file}).status_code == 302
    return here


def test_the_words_are_shown_and_nothing_is_agreed_to_unasked(citizen: Client, world: World):
    here = filled(citizen, world)

    page = citizen.get(f"{here}?step=4").content.decode()
    answer = citizen.post(f"{here}/submit", {"signed": "yes"})

    assert all(line in page for line in TEXT)
    assert 'name="electronic" value="yes" checked' not in page
    assert answer.status_code == 302
    assert not ServiceConsent.objects.exists()


def test_ticking_it_agrees_once_and_is_not_asked_again(citizen: Client, world: World):
    here = filled(citizen, world)

    citizen.post(f"{here}/submit", {"signed": "yes", "electronic": "yes"})

    (consent,) = ServiceConsent.objects.all()
    assert consent.applicant_id == Case.objects.get().applicant_id
    assert consent.text_sha256 == TEXT_SHA256
    here = filled(citizen, world)
    assert 'name="electronic"' not in citizen.get(f"{here}?step=4").content.decode()
    citizen.post(f"{here}/submit", {"signed": "yes", "electronic": "yes"})
    assert ServiceConsent.objects.count() == 1


def test_an_application_that_is_refused_agrees_to_nothing(citizen: Client, world: World):
    here = filled(citizen, world)

    assert citizen.post(f"{here}/submit", {"electronic": "yes"}).status_code == 422

    assert not ServiceConsent.objects.exists()

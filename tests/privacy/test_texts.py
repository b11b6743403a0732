# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Texts in versions: asked for at the next sign-in, hashed, taken back."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.factories import World
from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity.errors import NotYours
from yiwang.identity.models import PrivacyText, TextConsent
from yiwang.identity.privacy_refusals import ConsentNotGiven, TextNotFound
from yiwang.identity.services import privacy_texts as texts
from yiwang.ledger.models import Event

NOW = timezone.now()
LOADING = system_actor("loading")


def write(
    folder: Path, kind: str, version: str, *, body: str = "第一段。", day: str = "2026-01-01"
):
    (folder / "privacy").mkdir(exist_ok=True)
    for language, title in (("zh", "告知书"), ("en", "Notice")):
        (folder / "privacy" / f"{kind}-{version}.{language}.md").write_text(
            f"kind: {kind}\nversion: {version}\nvalid_from: {day}\ntitle: {title}\n\n{body}\n"
        )


@pytest.fixture
def published(db: None, tmp_path: Path) -> Path:
    """Publish the first version of all three texts; return the folder that they came from."""
    for kind in ("notice", "terms", "sensitive"):
        write(tmp_path, kind, "1.0")
    texts.load_texts(root=tmp_path, actor=LOADING, at=NOW)
    return tmp_path


def accept_everything(actor: Actor) -> None:
    due = texts.texts_due(actor.account_id, NOW)
    texts.accept_texts(text_ids=[one.id for one in due], actor=actor, at=NOW)


def test_the_texts_that_come_with_the_platform_load_and_load_again(db: None):
    assert texts.load_texts(root=settings.DATA_ROOT, actor=LOADING, at=NOW) == 3
    assert texts.load_texts(root=settings.DATA_ROOT, actor=LOADING, at=NOW) == 0
    assert set(PrivacyText.objects.values_list("kind", flat=True)) == {
        "notice",
        "terms",
        "sensitive",
    }


def test_a_published_version_is_never_changed(published: Path):
    write(published, "notice", "1.0", body="改过了。")

    with pytest.raises(texts.TextFaulty, match="give a new version"):
        texts.load_texts(root=published, actor=LOADING, at=NOW)


@pytest.mark.parametrize("head", ["kind: notice\nversion: 1", "kind: x\nversion: 1\nvalid_from: y"])
def test_a_malformed_text_is_refused(db: None, tmp_path: Path, head: str):
    folder = tmp_path / "privacy"
    folder.mkdir()
    for language in ("zh", "en"):
        (folder / f"n.{language}.md").write_text(f"{head}\n\nbody")

    with pytest.raises(texts.TextFaulty):
        texts.load_texts(root=tmp_path, actor=LOADING, at=NOW)


def test_what_is_agreed_to_is_kept_with_its_hash_and_moment(
    world: World, citizen: Actor, published: Path
):
    accept_everything(citizen)

    given = list(TextConsent.objects.select_related("text"))
    assert {one.sha256 for one in given} == {one.text.sha256 for one in given}
    assert Event.objects.filter(kind="identity.text_accepted").count() == 3
    assert texts.texts_due(citizen.account_id, NOW) == []


def test_a_new_version_is_asked_about_once_it_is_in_force(
    world: World, citizen: Actor, published: Path
):
    accept_everything(citizen)
    write(published, "terms", "2.0", day="2030-01-01")
    texts.load_texts(root=published, actor=LOADING, at=NOW)

    assert texts.texts_due(citizen.account_id, NOW) == []
    (due,) = texts.texts_due(citizen.account_id, NOW + timedelta(days=365 * 5))
    assert (due.kind, due.version) == ("terms", "2.0")


def test_the_separate_consent_is_taken_back_and_not_asked_for_again(
    world: World, citizen: Actor, published: Path
):
    accept_everything(citizen)
    assert texts.may_use_sensitive_data(citizen.account_id, NOW)

    texts.withdraw_consent(kind="sensitive", actor=citizen, at=NOW)

    assert not texts.may_use_sensitive_data(citizen.account_id, NOW)
    assert texts.texts_due(citizen.account_id, NOW) == []
    with pytest.raises(ConsentNotGiven):
        texts.withdraw_consent(kind="sensitive", actor=citizen, at=NOW)
    with pytest.raises(ConsentNotGiven):
        texts.withdraw_consent(kind="terms", actor=citizen, at=NOW)


def test_without_the_separate_consent_no_number_is_filled_in(
    world: World, citizen: Actor, published: Path
):
    assert "number" not in texts.facts_to_fill_in(citizen, NOW)["applicant"]
    accept_everything(citizen)
    known = texts.facts_to_fill_in(citizen, NOW)["applicant"]
    assert len(str(known["number"])) == 18


def test_a_firm_s_public_number_is_filled_in_all_the_same(world: World, published: Path):
    for_firm = world.actor(world.citizen, acting_for=world.firm.id)

    known = texts.facts_to_fill_in(for_firm, NOW)

    assert known["applicant"]["number"] == world.firm.uscc
    assert "number" not in known["handler"]


def test_an_installation_that_asks_for_nothing_fills_in_as_ever(world: World, citizen: Actor):
    assert "number" in texts.facts_to_fill_in(citizen, NOW)["applicant"]


def test_only_a_text_in_force_can_be_agreed_to_and_only_by_a_citizen(
    world: World, citizen: Actor, auditor: Actor, published: Path
):
    with pytest.raises(TextNotFound):
        texts.accept_texts(text_ids=[uuid4()], actor=citizen, at=NOW)
    with pytest.raises(NotYours):
        texts.accept_texts(text_ids=[], actor=auditor, at=NOW)


# ── in a browser


@pytest.fixture
def browser(world: World) -> Client:
    client = Client()
    client.force_login(world.citizen)
    return client


def test_after_signing_in_the_texts_come_first_and_reading_goes_on_without_an_answer(
    browser: Client, published: Path
):
    first = browser.get("/my/cases")
    assert first.headers["Location"] == "/my/texts?next=%2Fmy%2Fcases&asked=1"

    assert browser.get("/my/cases").status_code == 200
    assert browser.get("/my").status_code == 200
    refused = browser.post("/my/identity", {"acting_for": ""})
    assert refused.headers["Location"].startswith("/my/texts?")
    assert browser.post("/my/messages/read").headers["Location"] == "/my/messages"


def test_after_the_answer_nothing_is_asked_again(browser: Client, published: Path):
    browser.get("/my")
    ids = PrivacyText.objects.exclude(kind="sensitive").values_list("id", flat=True)

    answer = browser.post("/my/texts/accept", {"text": [str(one) for one in ids], "next": "/my"})

    assert answer.headers["Location"] == "/my"
    assert browser.get("/my").status_code == 200
    # The separate consent was not given; it stays on its page and in nobody's way.
    assert browser.post("/my/identity", {"acting_for": ""}).headers["Location"] == "/my"
    assert "单独同意" in browser.get("/my/texts").content.decode()


def test_without_texts_nobody_is_asked(browser: Client):
    assert browser.get("/my").status_code == 200

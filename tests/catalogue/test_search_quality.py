# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions of real people: the right item comes first, or at least among the first five."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.catalogue.worlds import DATA, LOADER, MORNING, Catalogue, small_catalogue
from tests.organizations.factories import XIHU
from yiwang.catalogue import selectors
from yiwang.catalogue.loading import files, items
from yiwang.catalogue.loading.sources import home_items
from yiwang.catalogue.models import BaseItem
from yiwang.portal.own_pages import pages_about

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

QUESTIONS = Path(__file__).with_name("search_questions.csv")
LATER = Path(__file__).with_name("search_questions_later.csv")
STRANGERS = Path(__file__).with_name("search_questions_strangers.csv")
BLIND = Path(__file__).with_name("search_questions_blind.csv")


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Catalogue]:
    """Make all items of the province with lists in a few places, and their index."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = small_catalogue(row["id"] for row in files.table(DATA, files.ITEMS))
        items.load_base_items(root=DATA, actor=LOADER, at=MORNING)
        yield made
        transaction.set_rollback(True)


def questions(half: str) -> list[tuple[str, set[str]]]:
    """Return questions and the items that answer them.

    The phrases of the catalogue may be written with an eye on the training half, never on the
    test half: a question that becomes a phrase moves to the training half.
    """
    with QUESTIONS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["half"] == half]
    return [(row["question"], set(row["items"].split(";"))) for row in rows]


@pytest.mark.parametrize(
    ("half", "first_share", "five_share"), [("training", 0.9, 0.97), ("test", 0.8, 0.93)]
)
def test_everyday_questions_lead_to_the_right_item(
    province: Catalogue, half: str, first_share: float, five_share: float
) -> None:
    asked = questions(half)
    first, among_five = shares(asked)

    assert len(asked) >= 60
    assert first >= first_share
    assert among_five >= five_share


def test_questions_of_people_who_came_later_lead_to_the_right_item(province: Catalogue) -> None:
    """Nothing was ever written with an eye on these: they say how strangers fare."""
    with LATER.open(encoding="utf-8", newline="") as lines:
        asked = [(row["question"], set(row["items"].split(";"))) for row in csv.DictReader(lines)]
    first, among_five = shares(asked)

    assert len(asked) >= 150
    assert first >= 0.88
    assert among_five >= 0.95


def strangers(half: str, place: str) -> list[tuple[str, set[str]]]:
    """Return questions of many kinds of people, split by lot before anything was changed.

    Written on 27 November 2026 from what the catalogue holds, without a look at thesaurus,
    phrases or older questions. The training half may be studied, the test half never.
    """
    with STRANGERS.open(encoding="utf-8", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines) if (row["half"], row["place"]) == (half, place)
        ]
    return [(row["question"], set(row["items"].split(";"))) for row in rows]


@pytest.mark.parametrize(
    ("half", "first_share", "five_share"), [("training", 0.85, 0.95), ("test", 0.82, 0.94)]
)
def test_questions_of_strangers_lead_to_the_right_item(
    province: Catalogue, half: str, first_share: float, five_share: float
) -> None:
    asked = strangers(half, "province")
    first, among_five = shares(asked)

    assert len(asked) >= 110
    assert first >= first_share
    assert among_five >= five_share


def blind(batch: str) -> list[tuple[str, set[str]]]:
    """Return questions that a stranger asked the running site on 28 November 2026.

    What the first batch found on first sight stands in the handbook. Both were studied since, miss
    by miss: they are training now.
    """
    with BLIND.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["batch"] == batch]
    return [(row["question"], set(row["items"].split(";"))) for row in rows]


@pytest.mark.parametrize(("batch", "least"), [("first", 130), ("second", 50)])
def test_questions_of_a_blind_round_lead_to_the_right_item(
    province: Catalogue, batch: str, least: int
) -> None:
    asked = blind(batch)
    first, among_five = shares(asked)

    assert len(asked) >= least
    assert first >= 0.7
    assert among_five >= 0.9


@pytest.mark.parametrize(
    "question", ["普通话证书丢了", "只生一个的奖励", "评工程师职称", "车子贷款还清解押"]
)
def test_what_fits_only_what_many_questions_say_is_marked_as_near(
    province: Catalogue, question: str
) -> None:
    assert selectors.search(question, XIHU).is_near_match


@pytest.mark.parametrize("question", ["身份证丢了", "房贷还完解押", "开饭店", "居住证", "jzz"])
def test_what_fits_a_question_is_not_marked_as_near(province: Catalogue, question: str) -> None:
    assert not selectors.search(question, XIHU).is_near_match


@pytest.mark.parametrize("half", ["training", "test"])
def test_questions_about_this_site_lead_to_its_page(half: str) -> None:
    asked = strangers(half, "site")
    missed = [
        question
        for question, wanted in asked
        if wanted.isdisjoint(page.route.removeprefix("portal:") for page in pages_about(question))
    ]

    assert len(asked) >= 10
    assert len(missed) <= len(asked) / 10


def shares(asked: Sequence[tuple[str, set[str]]], place: str = XIHU) -> tuple[float, float]:
    """Return how many of some questions find a right item first, and among the first five."""
    local_codes = dict(BaseItem.objects.values_list("id", "local_code"))
    first, among_five = 0, 0
    for question, wanted in asked:
        page = selectors.search(question, place, limit=5)
        found = [local_codes[hit.base_item_id] for hit in page.services]
        first += bool(found) and found[0] in wanted
        among_five += bool(wanted.intersection(found))
    return first / len(asked), among_five / len(asked)


def test_every_item_is_found_first_by_its_own_name(province: Catalogue) -> None:
    missed = [
        source.content.name
        for source in home_items(DATA)
        if (page := selectors.search(source.content.name, XIHU, limit=3)).services
        and source.content.name not in {hit.name for hit in page.services}
    ]

    assert missed == []

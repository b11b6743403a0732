# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding items, browsing them, and reading guides and law."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from tests.cases.spared import world as spared_world
from tests.factories import SYSTEM, World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import Article, ImplementationList, Law

pytestmark = pytest.mark.django_db

XIHU = "330106000000"


@pytest.fixture
def indexed(world: World) -> None:
    """Index the items, as loading them does."""
    catalogue.index_everything(on=timezone.localdate())


@pytest.mark.usefixtures("indexed")
def test_items_are_found_by_words(world: World, nobody: Caller) -> None:
    page = done(nobody.get(f"/items/search?region_code={XIHU}&q=店铺"))

    assert page["items"][0]["code"] == world.shop.code
    assert page["items"][0]["department_id"] == str(world.department.id)
    assert page["total"] >= 1


@pytest.mark.usefixtures("indexed")
def test_a_search_goes_on_where_the_page_before_ended(world: World, nobody: Caller) -> None:
    address = f"/items/search?region_code={XIHU}&limit=1"
    first = done(nobody.get(address))
    second = done(nobody.get(f"{address}&cursor={first['next_cursor']}"))

    codes = {page["items"][0]["code"] for page in (first, second)}
    assert codes == {world.shop.code, world.kiosk.code}
    assert second["next_cursor"] == ""


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("words", ["'; DROP TABLE x; --", "%25", "\\", "😀", "<script>", "&|!:*"])
def test_odd_words_find_nothing_and_break_nothing(nobody: Caller, words: str) -> None:
    response = nobody.get(f"/items/search?region_code={XIHU}&q={words.replace('&', '%26')}")

    assert response.status_code == 200


@pytest.mark.usefixtures("indexed")
def test_who_types_gets_suggestions(nobody: Caller) -> None:
    names = [
        each["name"]
        for each in done(nobody.get(f"/items/suggestions?region_code={XIHU}&q=报刊"))["items"]
    ]

    assert names == ["报刊亭登记"]


@pytest.mark.usefixtures("indexed")
def test_items_are_browsed_by_number_and_department(world: World, nobody: Caller) -> None:
    number = done(nobody.get(f"/items/{world.shop.code}"))["local_code"]

    by_number = done(nobody.get(f"/items?region_code={XIHU}&local_code={number}"))["items"]
    by_department = done(
        nobody.get(f"/items?region_code={XIHU}&department_id={world.department.id}")
    )["items"]
    most_used = done(nobody.get(f"/items?region_code={XIHU}"))["items"]

    assert [item["code"] for item in by_number] == [world.shop.code]
    assert len(by_department) == len(most_used) == 2


@pytest.mark.usefixtures("indexed")
def test_items_are_browsed_in_pages(nobody: Caller) -> None:
    first = done(nobody.get(f"/items?region_code={XIHU}&limit=1"))
    second = done(nobody.get(f"/items?region_code={XIHU}&limit=1&cursor={first['next_cursor']}"))

    assert first["items"] != second["items"]
    assert second["next_cursor"] == ""


def test_only_one_way_of_browsing_at_a_time(nobody: Caller) -> None:
    response = nobody.get(f"/items?region_code={XIHU}&theme=a&topic=b")

    assert (response.status_code, code_of(response)) == (422, "rest.one_of")


def test_a_guide_holds_everything(world: World, nobody: Caller) -> None:
    guide = done(nobody.get(f"/items/{world.shop.code}"))

    assert guide["version_id"] == str(world.shop.version_id)
    assert guide["promise_limit"] == {"amount": 5, "unit": "workday"}
    assert [material["is_required"] for material in guide["materials"]] == [True, False]
    assert guide["form"]["json_schema"]["required"] == ["name", "phone", "kind"]
    assert [step["kind"] for step in guide["process"]] == ["task", "decision"]
    assert guide["legal_bases"][0]["label"] == "第三十四条"
    assert guide["counter"]["address"] == "文三路 1 号"


def test_a_guide_says_whose_each_material_is(world: World, nobody: Caller) -> None:
    made = spared_world.item(world, whose="spouse")

    guide = done(nobody.get(f"/items/{made.code}"))

    assert [material["whose"] for material in guide["materials"]] == ["spouse", None, None]


def test_a_guide_that_has_not_changed_is_not_sent_again(world: World, nobody: Caller) -> None:
    first = nobody.get(f"/items/{world.shop.code}")

    again = nobody.get(f"/items/{world.shop.code}", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "max-age" in first["Cache-Control"]


def test_an_article_is_read_by_its_number(nobody: Caller) -> None:
    law = Law.objects.create(title="行政许可法", category="法律")
    article = Article.objects.create(law=law, number=34, text="行政机关应当审查。")

    shown = done(nobody.get(f"/articles/{article.id}"))

    assert (shown["law"], shown["label"]) == ("行政许可法", "第三十四条")
    assert code_of(nobody.get(f"/articles/{article.id + 1}")) == "catalogue.item_not_found"


@pytest.mark.parametrize(
    ("code", "status", "problem"),
    [
        ("nonsense", 422, "foundation.invalid_item_code"),
        ("%00", 422, "rest.invalid_request"),
        ("01a2064b-0000-7000-8000-00000000dead", 404, "catalogue.item_not_found"),
        ("1" * 32, 404, "catalogue.item_not_found"),
        ("x" * 32, 404, "catalogue.item_not_found"),
        ("11339900TE0000002L4330131999000", 404, "catalogue.item_not_found"),
    ],
)
def test_what_is_no_code_of_an_item_has_no_guide(
    nobody: Caller, code: str, status: int, problem: str
) -> None:
    response = nobody.get(f"/items/{code}")

    assert (response.status_code, code_of(response)) == (status, problem)


def test_an_item_that_was_withdrawn_is_gone(world: World, nobody: Caller, citizen: Caller) -> None:
    implementation = ImplementationList.objects.get(code=world.shop.code)
    catalogue.withdraw_list(implementation_id=implementation.id, actor=SYSTEM, at=timezone.now())

    guide = nobody.get(f"/items/{world.shop.code}")
    version = citizen.get(f"/versions/{world.shop.version_id}")

    assert (guide.status_code, code_of(guide)) == (410, "catalogue.item_withdrawn")
    assert done(version)["code"] == world.shop.code


def test_a_version_that_never_was_has_no_guide(citizen: Caller) -> None:
    assert code_of(citizen.get(f"/versions/{uuid4()}")) == "catalogue.item_not_found"


def test_themes_and_topics_are_listed(nobody: Caller) -> None:
    catalogue.load_themes(root=Path(settings.DATA_ROOT), actor=SYSTEM)

    natural = done(nobody.get("/themes?audience=natural"))["items"]
    topics = done(nobody.get("/topics"))["items"]

    assert len(natural) > 10
    assert {"code": "education", "name": "教育培训"} in topics
    assert nobody.get("/themes").status_code == 422


@pytest.mark.usefixtures("indexed")
def test_what_is_open_in_a_place_is_counted(nobody: Caller) -> None:
    figures = done(nobody.get(f"/divisions/{XIHU}/figures"))

    assert (figures["lists"], figures["online"], figures["immediate"]) == (2, 2, 1)

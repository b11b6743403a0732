# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion: written by one, published by another, within law and frame."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests import discretion as worlds
from tests.cases import world as cases
from tests.factories import World
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.discretion import errors
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.guidance_refusals import SecondPersonNeeded, SomebodyWasFaster
from yiwang.catalogue.models import DiscretionBenchmark, ImplementationVersion
from yiwang.catalogue.services import benchmarks
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
NOW = cases.MONDAY
TODAY = timezone.localdate(NOW)


@pytest.fixture
def world() -> World:
    worlds.keep_law()
    return cases.made()


def item_of(world: World) -> Any:
    version = ImplementationVersion.objects.select_related("implementation__base_item")
    return version.get(pk=world.shop.version_id).implementation


def saved(world: World, *, at: datetime = NOW, number: int = 701, **changes: Any) -> Any:
    item = item_of(world).base_item
    return benchmarks.save_benchmark(
        base_item_id=item.id,
        content=worlds.benchmark(**changes),
        effective_from=timezone.localdate(at),
        revision=0,
        actor=worlds.keeper(item.scope_code, number),
        at=NOW,
    )


def publish(world: World, draft: Any, *, number: int = 702) -> Any:
    item = item_of(world).base_item
    return benchmarks.publish_benchmark(
        base_item_id=item.id,
        revision=draft.revision,
        actor=worlds.keeper(item.scope_code, number),
        at=NOW,
    )


def local(world: World, *, effective_from: Any = TODAY, **changes: Any) -> Any:
    """Write and publish the department's own benchmark."""
    own = item_of(world)
    content = worlds.benchmark(**changes)
    for tier in content["tiers"]:
        tier.setdefault("within", tier["key"])
    draft = benchmarks.save_benchmark(
        base_item_id=own.base_item_id,
        implementation_id=own.id,
        content=content,
        effective_from=effective_from,
        revision=0,
        actor=worlds.list_keeper(world.department, 711),
        at=NOW,
    )
    return benchmarks.publish_benchmark(
        base_item_id=own.base_item_id,
        implementation_id=own.id,
        revision=draft.revision,
        actor=worlds.list_keeper(world.department, 712),
        at=NOW,
    )


def applying(world: World, on: Any = TODAY) -> Any:
    own = item_of(world)
    return catalogue.discretion.applying(own.base_item_id, own.id, on)


def test_a_published_benchmark_applies_from_its_day(world: World):
    draft = saved(world, at=NOW + timedelta(days=10))
    assert applying(world, TODAY + timedelta(days=20)) is None

    publish(world, draft)

    assert applying(world, TODAY + timedelta(days=9)) is None
    assert applying(world, TODAY + timedelta(days=10)).id == draft.id
    kinds = Event.objects.filter(kind__startswith="catalogue.benchmark").values_list("kind")
    assert [kind for (kind,) in kinds.order_by("id")] == [
        "catalogue.benchmark_saved",
        "catalogue.benchmark_published",
    ]


def test_who_wrote_it_does_not_publish_it(world: World):
    draft = saved(world)

    with pytest.raises(SecondPersonNeeded):
        publish(world, draft, number=701)
    with pytest.raises(DatabaseError), transaction.atomic():
        DiscretionBenchmark.objects.filter(pk=draft.pk).update(
            state="published", published_at=NOW, published_by=draft.editors[0]
        )


def test_what_is_published_stays_as_it_is(world: World):
    made = publish(world, saved(world))

    for change in ({"name": "另一个"}, {"effective_from": TODAY - timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DiscretionBenchmark.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


def test_a_new_version_ends_the_one_before_on_its_day(world: World):
    first = publish(world, saved(world))
    second = publish(world, saved(world, at=NOW + timedelta(days=5), name="第二版"))

    assert applying(world).id == first.id
    assert applying(world, TODAY + timedelta(days=5)).id == second.id


def test_taking_back_what_is_to_come_leaves_what_applies(world: World):
    first = publish(world, saved(world))
    publish(world, saved(world, at=NOW + timedelta(days=5)))
    item = item_of(world).base_item

    benchmarks.withdraw_benchmark(
        base_item_id=item.id, reason="尚未公示。", actor=worlds.keeper(item.scope_code, 702), at=NOW
    )

    assert applying(world, TODAY + timedelta(days=30)).id == first.id


def test_what_is_taken_back_applies_no_more(world: World):
    publish(world, saved(world))
    item = item_of(world).base_item
    actor = worlds.keeper(item.scope_code, 702)
    with pytest.raises(errors.BenchmarkEndNeedsReason):
        benchmarks.withdraw_benchmark(base_item_id=item.id, reason=" ", actor=actor, at=NOW)

    benchmarks.withdraw_benchmark(base_item_id=item.id, reason="法律修改。", actor=actor, at=NOW)

    assert applying(world) is None
    with pytest.raises(errors.BenchmarkNotFound):
        benchmarks.withdraw_benchmark(base_item_id=item.id, reason="再来。", actor=actor, at=NOW)


def test_two_editors_notice_each_other(world: World):
    saved(world)

    with pytest.raises(SomebodyWasFaster):
        saved(world)


def test_others_do_not_keep_it(world: World):
    item = item_of(world).base_item

    with pytest.raises(NotYourCatalogue):
        benchmarks.save_benchmark(
            base_item_id=item.id,
            content=worlds.benchmark(),
            effective_from=TODAY,
            revision=0,
            actor=worlds.list_keeper(world.department, 711),
            at=NOW,
        )


TIERS = worlds.BENCHMARK["tiers"]
TERM, TERMS = worlds.BENCHMARK["measures"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"article": "第九百条"}, "/article"),
        ({"law": "没有这部法"}, "/article"),
        ({"measures": [TERM | {"unit": ""}, TERMS]}, "/measures/0/unit"),
        ({"measures": [TERM, TERM, TERMS]}, "/measures/1/key"),
        ({"tiers": [TIERS[0], TIERS[0]]}, "/tiers/1/key"),
        ({"tiers": [TIERS[0] | {"spans": TIERS[0]["spans"][:1]}]}, "/tiers/0/spans/conditions"),
        (
            {
                "tiers": [
                    TIERS[0]
                    | {
                        "spans": [
                            {"measure": "term", "least": "3", "most": "2"},
                            TIERS[0]["spans"][1],
                        ]
                    }
                ]
            },
            "/tiers/0/spans/term",
        ),
        ({"tiers": [TIERS[0] | {"law": "行政许可法"}]}, "/tiers/0/article"),
    ],
)
def test_a_contradiction_is_not_published(world: World, changes: dict[str, Any], path: str):
    draft = saved(world, **changes)

    with pytest.raises(errors.BenchmarkNotPublishable) as refusal:
        publish(world, draft)

    assert path in {one.path for one in refusal.value.errors}
    assert applying(world) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"tiers": []},
        {"measures": []},
        {"law": ""},
        {"article": ""},
        {"surprise": 1},
        {"tiers": [TIERS[0] | {"circumstances": ""}]},
        {"tiers": [TIERS[0] | {"spans": [{"measure": "term", "least": "-1"}]}]},
    ],
)
def test_what_has_no_shape_is_not_kept(world: World, changes: dict[str, Any]):
    with pytest.raises(errors.BenchmarkInvalid):
        saved(world, **changes)

    assert not DiscretionBenchmark.objects.exists()


def test_it_does_not_begin_in_the_past(world: World):
    draft = saved(world, at=NOW - timedelta(days=1))

    with pytest.raises(errors.BenchmarkNotPublishable):
        publish(world, draft)


# ── the frame of the upper body


def test_a_body_makes_its_own_within_the_frame(world: World):
    upper = publish(world, saved(world))
    narrowed = worlds.benchmark()["tiers"]
    narrowed[0]["spans"][0] = {"measure": "term", "least": "3", "most": "3"}

    own = local(world, tiers=narrowed)

    assert applying(world).id == own.id
    assert catalogue.discretion.applying(own.base_item_id, None, TODAY).id == upper.id


@pytest.mark.parametrize("span", [("2", "4"), ("1", "3"), ("", "3")])
def test_a_span_outside_the_frame_is_refused(world: World, span: tuple[str, str]):
    publish(world, saved(world))
    wider = worlds.benchmark()["tiers"]
    wider[0]["spans"][0] = {"measure": "term", "least": span[0], "most": span[1]}

    with pytest.raises(errors.BenchmarkNotPublishable) as refusal:
        local(world, tiers=wider)

    assert [one.path for one in refusal.value.errors] == ["/tiers/0/spans/term"]


@pytest.mark.parametrize(
    ("upper", "own"),
    [
        ({"lets_lower": False}, {}),
        ({}, {"measures": [TERM | {"unit": "个月"}, TERMS]}),
        ({}, {"tiers": [TIERS[0] | {"within": ""}]}),
        ({}, {"tiers": [TIERS[2] | {"is_by_law": False}]}),
        (
            {},
            {
                "tiers": [
                    TIERS[0]
                    | {
                        "spans": [
                            TIERS[0]["spans"][0],
                            {"measure": "conditions", "choices": ["新"]},
                        ]
                    }
                ]
            },
        ),
    ],
)
def test_the_frame_is_kept_in_everything(world: World, upper: Any, own: Any):
    publish(world, saved(world, **upper))

    with pytest.raises(errors.BenchmarkNotPublishable):
        local(world, **own)


def test_without_an_upper_benchmark_nobody_makes_their_own(world: World):
    with pytest.raises(errors.BenchmarkNotPublishable):
        local(world)


def test_a_narrower_upper_one_ends_what_leaves_its_frame(world: World):
    publish(world, saved(world))
    local(world)
    later = NOW + timedelta(days=3)
    narrower = worlds.benchmark()["tiers"]
    narrower[0]["spans"][0] = {"measure": "term", "least": "2", "most": "2"}

    new = publish(world, saved(world, at=later, tiers=narrower))

    assert applying(world).is_local
    assert applying(world, timezone.localdate(later)).id == new.id


# ── what the public reads


def test_the_public_reads_tiers_and_spans_in_words(world: World):
    publish(world, saved(world))

    (face,) = catalogue.discretion.public_of(world.shop.code, TODAY)

    assert face.place == "《行政许可法》第三十四条"
    assert face.tiers[0].spans == [("有效期", "2年以上3年以下"), ("附加条件", "不附条件")]
    assert face.tiers[1].spans == [("有效期", "1年"), ("附加条件", "每季度接受一次检查")]


def test_the_guide_changes_with_the_benchmark(world: World):
    before = catalogue.guide_tag(world.shop.code)

    publish(world, saved(world))

    assert catalogue.guide_tag(world.shop.code) != before

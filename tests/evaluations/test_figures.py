# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What everybody reads: batches in which no one review shows, masked words, common reasons."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, transaction

from tests.cases.world import MONDAY
from tests.evaluations.people import People, later, reviewed
from yiwang.evaluations import errors, masking
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import ServiceChannel
from yiwang.evaluations.models import Figure, Reason, ReviewText
from yiwang.evaluations.services import releasing, texts

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
ON = date(2027, 10, 31)


def counted(scope: str, channel: int = 0) -> list[int]:
    row = Figure.objects.filter(scope=scope, channel=channel, month=NOVEMBER).first()
    return [getattr(row, f"level_{level}") for level in range(1, 6)] if row else []


def test_reviews_are_counted_in_batches_and_never_on_their_day(people: People):
    for level in (1, 1, 2, 5):
        reviewed(people, level)
    department = f"department:{people.world.department.id}"

    assert releasing.release(at=later(1)) == 0
    reviewed(people, 3, at=later(1))
    assert releasing.release(at=later(1)) == 0  # the fifth came today
    assert releasing.release(at=later(2)) == 5
    assert releasing.release(at=later(3)) == 0

    for scope in (department, "item:T9", "place:330106000000", "place:330000000000"):
        assert counted(scope) == [2, 1, 1, 0, 1]
    assert counted(department, ServiceChannel.COUNTER) == [2, 1, 1, 0, 1]


def test_a_sixth_review_waits_for_four_more(people: People):
    for _ in range(5):
        reviewed(people, 1)
    releasing.release(at=later(1))
    reviewed(people, 5, at=later(1))

    assert releasing.release(at=later(2)) == 0
    assert counted("item:T9") == [5, 0, 0, 0, 0]


def test_a_channel_shows_only_when_the_rest_does_not_show_somebody(people: People):
    for _ in range(5):
        reviewed(people, 1)
    for _ in range(2):
        reviewed(people, 5, channel=ServiceChannel.KIOSK)

    assert releasing.release(at=later(1)) == 7
    assert counted("item:T9") == [5, 0, 0, 0, 2]
    assert counted("item:T9", ServiceChannel.COUNTER) == []
    assert counted("item:T9", ServiceChannel.KIOSK) == []


def test_bad_reviews_alone_wait_until_others_are_among_them(people: People):
    for _ in range(5):
        reviewed(people, 5)
    reviewed(people, 1)

    assert releasing.release(at=later(1)) == 0
    assert releasing.release(at=later(31)) == 0  # nor with the department's rest: there is none
    reviewed(people, 3, at=later(31))
    assert releasing.release(at=later(32)) == 7


def test_so_many_bad_reviews_are_counted_whatever_the_others_say(people: People):
    for _ in range(19):
        reviewed(people, 4)
    assert releasing.release(at=later(1)) == 0
    reviewed(people, 4, at=later(1))

    assert releasing.release(at=later(2)) == 20
    assert counted("item:T9") == [0, 0, 0, 20, 0]


def test_what_waits_for_others_goes_with_the_department_in_time(people: People):
    for _ in range(5):
        reviewed(people, 5)
    for _ in range(2):
        reviewed(people, 1, item_code="A1")

    assert releasing.release(at=later(29)) == 0
    assert releasing.release(at=later(30)) == 7
    assert counted("item:T9") == []


def test_what_waits_long_is_counted_with_the_departments_rest(people: People):
    for item_code in ("A1", "A2", "A3"):
        for _ in range(2):
            reviewed(people, 2, item_code=item_code)

    assert releasing.release(at=later(29)) == 0
    assert releasing.release(at=later(30)) == 6
    assert counted("item:A1") == []
    found = Figure.objects.filter(scope=f"department:{people.world.department.id}", channel=0)
    assert sum(found.values_list("level_2", flat=True)) == 6


def test_figures_say_trend_and_share(people: People, settings: LazySettings):
    settings.EVALUATION_SMALLEST_GROUP = 3
    for level in (1, 2, 4):
        reviewed(people, level)
    releasing.release(at=later(1))

    found = evaluations.figures("item:T9", on=ON)

    assert found.score.total == 3
    assert found.score.good_share == 66.7
    assert [each.score.total for each in found.months] == [3]
    assert evaluations.figures("item:nothing", on=ON).score.good_share is None


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("打13800138000找我", "13800138000"),
        ("打 138-0013 8000 找我", "0013"),
        ("身份证33010219900307123X", "33010219900307"),
        ("手机一三八零零一三八零零零", "一三八零"),
        ("手机１３８００１３８０００", "１３８"),
        ("邮箱 zhang.san@example.org 回我", "zhang"),
        ("看 https://evil.example/x?y=1 吧", "evil"),
        ("微信 xiaoyun_88", "xiaoyun"),
        ("车牌浙A·12345停不下", "12345"),
        ("窗口的王小明同志态度差", "王小明"),
        ("张科长推来推去", "张"),
    ],
)
def test_what_points_to_a_person_is_hidden(said: str, hidden: str):
    assert hidden not in masking.masked(said)


@pytest.mark.parametrize(
    "said", ["排了2个小时队", "跑了三趟，第3窗口", "工作人员态度好", "3号楼502室"]
)
def test_plain_words_stay(said: str):
    assert masking.masked(said) == said


def queued(people: People, *words: str) -> list[ReviewText]:
    for text in words:
        reviewed(people, 5, text=text)
    for _ in range(max(2, 5 - len(words))):
        reviewed(people, 1)
    releasing.release(at=later(1))
    return list(ReviewText.objects.order_by("text"))


def test_words_are_published_by_somebody_outside_the_department(people: People):
    (row,) = queued(people, "办事大厅的小刘叫我打13800138000")
    assert "13800138000" not in row.text
    assert evaluations.texts(item_code="T9").rows == []

    for who in (people.supervisor, people.elsewhere, people.citizen):
        with pytest.raises((errors.TextNotFound, errors.OwnDepartmentsText)):
            texts.publish_text(evaluation_id=row.pk, hide="", actor=who, at=later(2))
    texts.publish_text(evaluation_id=row.pk, hide="小刘", actor=people.above, at=later(2))

    (shown,) = evaluations.texts(item_code="T9").rows
    assert "小刘" not in shown.text
    assert shown.month == NOVEMBER
    with pytest.raises(errors.TextDecided):
        texts.withhold_text(evaluation_id=row.pk, reason="abuse", actor=people.above, at=later(2))


def test_words_are_withheld_for_listed_reasons_only_and_that_is_counted(people: People):
    (row,) = queued(people, "买房找我")

    for reason in ("", "bad", "unwelcome"):
        with pytest.raises(errors.ReasonMissing):
            texts.withhold_text(
                evaluation_id=row.pk, reason=reason, actor=people.above, at=later(2)
            )
    texts.withhold_text(evaluation_id=row.pk, reason="advertising", actor=people.above, at=later(2))

    assert evaluations.texts(item_code="T9").withheld == 1
    assert counted("item:T9")[4] == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewText.objects.filter(pk=row.pk).update(state="published")


def test_reasons_are_what_several_people_say(people: People):
    for text in ("排队太久", "排队要两个小时", "排队没人管，找李四", "停车难"):
        reviewed(people, 4, text=text, aspects=("speed",))
    reviewed(people, 1, text="排队很快")
    reviewed(people, 2)

    releasing.release(at=later(1))

    found = {
        (each.kind, each.words): each.reviews for each in evaluations.reasons(item_code="T9", on=ON)
    }
    assert found[("aspect", "办事快慢")] == 4
    assert found[("phrase", "排队")] == 3
    assert not any("李四" in words or "停车" in words for _kind, words in found)
    assert not Reason.objects.filter(words__contains="李").exists()


def test_hostile_words_are_kept_as_words(people: People):
    said = "<script>alert(1)</script>{{ 7*7 }}'; DROP TABLE"
    (row,) = queued(people, said)

    assert row.text == said
    assert row.queued_on == later(1).date()
    assert row.month == MONDAY.date().replace(day=1)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every place has a site; that level's editors run it, and nobody else."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.catalogue import worlds
from tests.organizations.factories import HANGZHOU, LINGYIN, NINGBO, XIHU, ZHEJIANG
from yiwang.catalogue import selectors, services
from yiwang.catalogue.enums import WindowNoticeState
from yiwang.catalogue.zone_refusals import (
    NoticeInvalid,
    NoticeNotDraft,
    NoticeNotFound,
    NotYourWindow,
    WindowInvalid,
)
from yiwang.foundation.errors import InvalidDivisionCode
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
BOTH = frozenset({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH})


@pytest.fixture
def editor(catalogue):
    department = Department.objects.filter(division_id=XIHU).order_by("id").first()
    return worlds.editor(department, *BOTH)


@pytest.fixture
def keeper(editor):
    """Return who publishes for the whole county."""
    return replace(editor, covers_subtree=True)


def written(editor, **changes):
    stated = {
        "region_code": XIHU,
        "title": "放假安排",
        "body": "窗口不受理。",
        "expires_on": None,
        "department_id": None,
        "actor": editor,
        "at": worlds.MORNING,
    }
    return services.write_notice(**(stated | changes))


def moved(notice, editor, state=WindowNoticeState.PUBLISHED):
    return services.move_notice(notice_id=notice.id, state=state, actor=editor, at=worlds.MORNING)


def branded(editor, **changes):
    stated = {
        "region_code": XIHU,
        "title": "西湖区政务服务网",
        "slogan": "",
        "colour": "indigo",
        "emblem_id": None,
        "actor": editor,
        "at": worlds.MORNING,
    }
    return services.set_brand(**(stated | changes))


def test_a_site_has_the_name_and_colour_that_its_editors_gave_it(keeper):
    assert selectors.windows.brand(XIHU).title == ""

    branded(keeper)
    branded(keeper, title="西湖办事")

    brand = selectors.windows.brand(XIHU)
    assert (brand.title, brand.colour, brand.revision) == ("西湖办事", "indigo", 2)
    assert Event.objects.filter(kind="catalogue.window_branded").count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "长" * 41},
        {"slogan": "长" * 81},
        {"colour": "red"},
        {"colour": "#fff;background:url(//evil)"},
        {"emblem_id": UUID(int=9)},
    ],
)
def test_a_name_colour_or_emblem_that_cannot_be_is_refused(keeper, changes):
    with pytest.raises(WindowInvalid):
        branded(keeper, **changes)


def test_a_place_code_that_cannot_be_is_refused(editor):
    with pytest.raises(InvalidDivisionCode):
        branded(worlds.LOADER, region_code="3301x")


@pytest.mark.parametrize("place", [ZHEJIANG, HANGZHOU, NINGBO, LINGYIN])
def test_nobody_runs_the_site_of_another_place(editor, place):
    with pytest.raises(NotYourWindow):
        branded(editor, region_code=place)
    with pytest.raises(NotYourWindow):
        written(editor, region_code=place)


def test_who_publishes_for_one_department_does_not_speak_for_the_whole_site(editor):
    with pytest.raises(NotYourWindow):
        branded(editor)

    assert selectors.windows.brand(XIHU).title == ""
    assert not selectors.can_brand(editor, region_code=XIHU)


@pytest.mark.parametrize("place", [ZHEJIANG, HANGZHOU, NINGBO])
def test_nobody_gives_the_site_of_another_place_its_looks(keeper, place):
    with pytest.raises(NotYourWindow):
        branded(keeper, region_code=place)


def test_a_post_that_covers_the_place_without_the_right_to_publish_does_not_either(keeper):
    with pytest.raises(NotYourWindow):
        branded(replace(keeper, rights=frozenset({Right.CATALOGUE_EDIT})))


def test_who_covers_the_places_below_runs_their_sites_too(editor):
    above = replace(editor, division_code=HANGZHOU, covers_subtree=True)

    assert branded(above, region_code=LINGYIN)


def test_an_editor_without_the_right_to_publish_writes_drafts_only(editor):
    writer = replace(editor, rights=frozenset({Right.CATALOGUE_EDIT}))
    draft = written(writer)

    with pytest.raises(NotYourWindow):
        moved(draft, writer)
    with pytest.raises(NotYourWindow):
        branded(writer)

    assert selectors.windows.notices(XIHU, on=worlds.TODAY) == []


def test_a_notice_is_shown_from_publishing_to_its_end(editor):
    end = worlds.TODAY + timedelta(days=2)
    notice = written(editor, expires_on=end)
    moved(notice, editor)

    assert [one.id for one in selectors.windows.notices(XIHU, on=worlds.TODAY)] == [notice.id]
    assert selectors.windows.notices(XIHU, on=end) == []
    with pytest.raises(NoticeNotFound):
        selectors.windows.notice(notice.id, on=end)


def test_a_notice_that_was_taken_down_is_shown_no_more(editor):
    notice = written(editor)
    moved(notice, editor)

    moved(notice, editor, WindowNoticeState.WITHDRAWN)

    assert selectors.windows.notices(XIHU, on=worlds.TODAY) == []
    with pytest.raises(NoticeNotDraft):
        moved(notice, editor)


def test_a_draft_is_nobodys_to_read(editor):
    notice = written(editor)

    with pytest.raises(NoticeNotFound):
        selectors.windows.notice(notice.id, on=worlds.TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "长" * 101},
        {"body": " \n "},
        {"body": "长" * 4001},
        {"expires_on": worlds.TODAY},
    ],
)
def test_a_notice_that_says_nothing_or_too_much_or_is_over_is_refused(editor, changes):
    with pytest.raises(NoticeInvalid):
        written(editor, **changes)


def test_a_notice_that_is_not_there_is_not_found(editor):
    with pytest.raises(NoticeNotFound):
        services.move_notice(
            notice_id=uuid4(),
            state=WindowNoticeState.PUBLISHED,
            actor=editor,
            at=worlds.MORNING,
        )


def test_editors_see_drafts_of_their_own_site_only(editor):
    notice = written(editor)

    kept = selectors.windows.notices_kept(XIHU, editor)

    assert [one.id for one in kept] == [notice.id]
    with pytest.raises(NotYourWindow):
        selectors.windows.notices_kept(NINGBO, editor)

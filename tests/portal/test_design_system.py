# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Components and filters that every page is made of."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.errors import FieldError
from yiwang.foundation.templatetags import yw, yw_text

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))


def drawn(source: str, **values: object) -> str:
    return Template("{% load yw %}" + source).render(Context(values))


def test_a_day_is_written_as_people_here_write_it():
    assert yw_text.day(date(2026, 11, 22)) == "2026年11月22日"


def test_a_day_is_written_for_english_readers():
    with translation.override("en"):
        assert yw_text.day(date(2026, 11, 22)) == "22 Nov 2026"


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "2026年9月"), ("en", "Sep 2026")])
def test_a_month_is_written_as_its_readers_write_it(language, words):
    with translation.override(language):
        assert yw_text.month(date(2026, 9, 5)) == words


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "甲、&lt;乙&gt;"), ("en", "甲, &lt;乙&gt;")]
)
def test_things_are_listed_with_the_comma_of_the_language(language, words):
    with translation.override(language):
        assert yw_text.listed(["甲", "<乙>"]) == words


def test_a_moment_is_shown_in_local_time():
    assert yw_text.moment(datetime(2026, 11, 22, 16, 5, tzinfo=UTC)) == "2026年11月23日 00:05"


@pytest.mark.parametrize(
    ("cents", "words"),
    [(0, "¥0.00"), (5, "¥0.05"), (123_456, "¥1,234.56"), (-250, "-¥2.50"), (None, "")],
)
def test_an_amount_has_its_sign_and_two_decimals(cents, words):
    assert yw_text.yuan(cents) == words


def test_an_amount_that_is_none_is_not_invented():
    assert yw_text.amount("abc") == ""
    assert yw_text.amount(Decimal("12.5")) == "¥12.50"


@pytest.mark.parametrize(
    ("octets", "words"), [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (5_242_880, "5.0 MB")]
)
def test_a_size_is_told_in_its_unit(octets, words):
    assert yw_text.file_size(octets) == words


def test_marking_words_escapes_everything_else():
    assert yw_text.marked("<b>许可</b>", "许可") == "&lt;b&gt;<mark>许可</mark>&lt;/b&gt;"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", "ABC许可证"),
        ("abc 证", "<mark>ABC</mark>许可<mark>证</mark>"),
        ("许可 许可证", "ABC<mark>许可证</mark>"),
        (". [", "ABC许可证"),
    ],
)
def test_words_are_marked_however_they_are_written_the_longest_first(words, shown):
    assert yw_text.marked("ABC许可证", words) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("", ""), ("四个字了", "四个字了"), ("五个字来了", "五个字…")]
)
def test_a_long_text_is_cut_and_says_so(text, shown):
    assert yw_text.shortened(text, 4) == shown


@given(text=st.text(max_size=60), words=st.text(max_size=20))
def test_marking_never_lets_markup_through_and_never_loses_text(text, words):
    marked = str(yw_text.marked(text, words))

    bare = marked.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    unescaped = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert unescaped.replace("&#x27;", "'").replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("remaining", "words", "tone"),
    [
        (-2, "超期 2 天", "danger"),
        (0, "今天到期", "warn"),
        (1, "剩 1 天", "warn"),
        (3, "剩 3 天", ""),
    ],
)
def test_a_clock_says_in_words_what_its_colour_says(remaining, words, tone):
    shown = yw.clock_chip(state="running", remaining=remaining)

    assert (shown["text"], shown["tone"]) == (words, tone)
    assert shown["icon"]


def test_a_stopped_clock_is_not_overdue():
    assert yw.clock_chip(state="stopped", remaining=-5)["text"] == "停钟"


def test_a_provisional_deadline_says_so():
    page = drawn("{% clock due_on=day remaining=3 is_provisional=True %}", day=date(2027, 1, 8))

    assert "还没有公布放假安排" in page


def test_the_summary_of_errors_leads_to_each_field():
    errors = [FieldError(path="/people/0/name", code="required", message="请填写姓名。")]

    page = drawn("{% error_summary errors %}", errors=errors)

    assert 'href="#field-people-0-name"' in page
    assert "请填写姓名。" in page


def test_no_errors_make_no_summary():
    assert drawn("{% error_summary errors %}", errors=[]).strip() == ""


def test_what_people_typed_is_escaped_in_every_component():
    nasty = '"><script>alert(1)</script>'

    page = drawn(
        "{% chip text=nasty %}{% alert title=nasty %}{{ nasty }}{% endalert %}"
        "{% empty_state title=nasty %}{% file_row name=nasty size=1 %}"
        "{% card title=nasty %}x{% endcard %}"
        "{% confirm_button url='/x' label=nasty question=nasty %}",
        nasty=nasty,
    )

    assert "<script>" not in page


def test_a_button_that_asks_first_is_answered_once():
    page = drawn("{% confirm_button url='/x' label='撤回' question='确定吗？' %}")

    assert 'data-confirm="确定吗？"' in page
    assert re.search(r'name="idempotency_key" value="[0-9a-f]{32}"', page)


def test_each_form_gets_a_key_of_its_own():
    assert yw.idempotency_key() != yw.idempotency_key()


def test_every_icon_that_a_template_names_is_in_the_sprite():
    known = set((ROOT / "frontend" / "icons" / "used.txt").read_text().split())
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'(?:% icon |icon=)"([a-z0-9-]+)"', path.read_text())
    }

    assert named - known == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_no_template_has_inline_script_or_style(path):
    source = re.sub(r"{%.*?%}", "", path.read_text())

    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", source)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", source)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixed texts of templates are translated once, and still follow the language."""

from django.template import engines
from django.utils import translation

TEMPLATE = """{% load i18n %}{% translate "搜索" %}|{% trans "搜索" %}|{% translate said %}|\
{% translate "搜索" as kept %}{{ kept }}|{% translate "搜索" noop %}"""


def shown(language: str, said: str) -> str:
    page = engines["django"].from_string(TEMPLATE)
    with translation.override(language):
        page.render({"said": "首页"})
        return page.render({"said": said})


def test_each_language_has_its_own():
    page = engines["django"].from_string(TEMPLATE)
    answers = []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            answers.append(page.render({"said": "搜索"}))

    assert answers == [
        "搜索|搜索|搜索|搜索|搜索",
        "Search|Search|Search|Search|搜索",
        "搜索|搜索|搜索|搜索|搜索",
    ]


def test_what_is_no_fixed_text_is_looked_up_anew():
    assert shown("en", "搜索").split("|")[2] == "Search"


def test_a_fixed_text_is_markup_and_a_variable_is_not():
    page = engines["django"].from_string(
        '{% load i18n %}{% translate "<b>%</b>" %}{% translate said %}'
    )

    assert page.render({"said": "<b>"}) == "<b>%</b>&lt;b&gt;"

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest

from tools import messages

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    (folder / "templates" / "cases").mkdir(parents=True)
    (folder / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "errors.py").write_text("")
    return folder


def translate(room: Path, **texts: str) -> None:
    entries = "".join(f'msgid "{key}"\nmsgstr "{value}"\n\n' for key, value in texts.items())
    (room / "locale" / "en" / "LC_MESSAGES" / "django.po").write_text(HEADER + entries)


def faults(room: Path) -> list[str]:
    return messages.faults([room], room.parent)


def test_a_text_in_a_module_needs_its_english(room: Path):
    (room / "errors.py").write_text('sentence = _("请先登录。")\n')

    assert faults(room) == ["cases: no English for '请先登录。' (cases/errors.py:1)"]


def test_a_text_in_a_template_needs_its_english(room: Path):
    page = room / "templates" / "cases" / "page.html"
    page.write_text(
        '{% load i18n %}\n  <p>{% if a %}\n{% translate "提交" %}{% endif %}</p>\n'
        "{% blocktranslate trimmed with n=name %}\n  您好，{{ n }}\n{% endblocktranslate %}"
    )

    assert faults(room) == [
        "cases: no English for '提交' (cases/templates/cases/page.html:3)",
        "cases: no English for '您好，%(n)s' (cases/templates/cases/page.html:4)",
    ]


def test_a_translated_text_is_no_fault(room: Path):
    (room / "errors.py").write_text('sentence = _("请先登录。")\n')
    translate(room, **{"请先登录。": "Please sign in."})

    assert faults(room) == []


def test_an_empty_translation_is_none(room: Path):
    (room / "errors.py").write_text('sentence = _("请先登录。")\n')
    translate(room, **{"请先登录。": ""})

    assert len(faults(room)) == 1


def test_a_text_with_a_count_needs_both_forms(room: Path):
    (room / "errors.py").write_text('words = ngettext("%(n)d 天", "%(n)d 天", n)\n')
    translate(room, **{"%(n)d 天": "%(n)d days"})

    assert faults(room) == ["cases: no English for '%(n)d 天' (cases/errors.py:1)"]

    po = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    both = 'msgid_plural "%(n)d 天"\nmsgstr[0] "%(n)d day"\nmsgstr[1] "%(n)d days"\n'
    po.write_text(f'{HEADER}msgid "%(n)d 天"\n{both}')
    (room / "enums.py").write_text('words = _("%(n)d 天")\n')

    assert faults(room) == []


@pytest.mark.parametrize(
    ("english", "word"),
    [("Hello", "lost"), ("Hello %(nmae)s", "unknown"), ("Hello %(name)s and %s", "unknown")],
)
def test_places_have_to_match(room: Path, english: str, word: str):
    (room / "errors.py").write_text('sentence = _("您好，%(name)s")\n')
    translate(room, **{"您好，%(name)s": english})

    assert word in faults(room)[0]


def test_a_place_may_be_formatted_otherwise_in_english(room: Path):
    (room / "errors.py").write_text('sentence = _("%(month)d月")\n')
    translate(room, **{"%(month)d月": "Month %(month)02d"})

    assert faults(room) == []


def test_one_text_has_one_english_in_all_rooms(room: Path):
    other = room.with_name("forms")
    (other / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True)
    translate(room, 提交="Submit")
    translate(other, 提交="Send")

    assert "several English texts" in messages.faults([room, other], room.parent)[0]


def test_compiling_makes_what_gettext_reads(room: Path):
    translate(room, 提交="Submit")

    assert messages.compile_all([room]) == 1
    assert b"Submit" in (room / "locale/en/LC_MESSAGES/django.mo").read_bytes()

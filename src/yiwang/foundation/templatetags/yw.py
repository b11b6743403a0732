# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The design system: components of every page, as tags with keyword arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.foundation.errors import FieldError
from yiwang.foundation.templatetags import yw_text
from yiwang.foundation.web.preferences import Preferences, preferences_of

register = template.Library()
register.filters.update(yw_text.register.filters)

TONES = {"": "", "quiet": "quiet", "warn": "warn", "danger": "danger", "seal": "seal"}
TONE_ICONS = {"": "info-circle", "warn": "alert-triangle", "danger": "alert-circle"}


# ── page


@register.simple_tag(takes_context=True)
def preferences(context: Context) -> Preferences:
    """Return how this reader likes the pages."""
    return preferences_of(context.get("request"))


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration."""
    return _icon(name, str(label))


@lru_cache(maxsize=1_000)
def _icon(name: str, label: str) -> SafeString:
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, href
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.inclusion_tag("yw/breadcrumbs.html")
def breadcrumbs(trail: Sequence[tuple[str, str]], *, current: str) -> dict[str, Any]:
    """Show where this page stands: pairs of words and address, then this page."""
    return {"trail": trail, "current": current}


# ── words with a tone


@register.simple_tag
def chip(*, text: str, tone: str = "", icon: str = "") -> SafeString:
    """Show a status: an icon, a word and a colour, never colour alone.

    :param tone: "" | "quiet" | "warn" | "danger" | "seal"
    """
    return _chip(text if isinstance(text, SafeData) else str(text), type(text), tone, icon)


# Lists show the same few chips over and over.
@lru_cache(maxsize=2_000)
def _chip(text: str, _kind: type, tone: str, icon: str) -> SafeString:
    values = {"text": text, "tone": TONES[tone], "icon": icon or _chip_icon(tone)}
    return render_to_string("yw/chip.html", values)


@register.inclusion_tag("yw/chip.html")
def badge(*, count: int, text: str, tone: str = "", icon: str = "") -> dict[str, Any]:
    """Show how many there are of something: 超期 1."""
    return {
        "text": f"{text} {count:,}",
        "tone": TONES[tone],
        "icon": icon or _chip_icon(tone),
    }


@register.inclusion_tag("yw/chip.html")
def clock_chip(
    *, state: str, remaining: int | None = None, due_on: date | None = None
) -> dict[str, Any]:
    """Show a legal clock in one chip.

    :param state: "running" | "stopped" | "done" | "provisional" | "none"
    :param remaining: working days left; 0 is today, below 0 is overdue
    """
    text, tone, sign = _clock_words(state, remaining)
    title = yw_text.day(due_on)
    return {"text": text, "tone": tone, "icon": sign, "title": title}


@register.inclusion_tag("yw/clock.html")
def clock(
    *,
    due_on: date | None,
    state: str = "running",
    remaining: int | None = None,
    share: int | None = None,
    is_intake: bool = False,
    is_provisional: bool = False,
    statutory_due_on: date | None = None,
    note: str = "",
) -> dict[str, Any]:
    """Show the promise of a case at large: the day, what is left, what does not count.

    :param share: of the promised time that is used, 0 to 100
    :param is_intake: the day is the last one to say whether the case is accepted
    """
    text, tone, sign = _clock_words(state, remaining)
    return {
        "due_on": due_on,
        "text": text,
        "tone": tone,
        "icon": sign,
        "share": share,
        "is_intake": is_intake,
        "is_provisional": is_provisional,
        "statutory_due_on": statutory_due_on,
        "note": note,
        "state": state,
    }


def _clock_words(state: str, remaining: int | None) -> tuple[str, str, str]:
    if state == "stopped":
        return _("停钟"), "quiet", "player-pause"
    if state == "done":
        return _("已办结"), "quiet", "circle-check"
    if state == "none" or remaining is None:
        return _("未起算"), "quiet", "circle-dashed"
    if remaining < 0:
        late = -remaining
        words = ngettext("超期 %(days)d 天", "超期 %(days)d 天", late) % {"days": late}
        return words, "danger", "alert-circle"
    if remaining == 0:
        return _("今天到期"), "warn", "alert-triangle"
    words = ngettext("剩 %(days)d 天", "剩 %(days)d 天", remaining) % {"days": remaining}
    return (words, "warn", "alert-triangle") if remaining == 1 else (words, "", "clock")


def _chip_icon(tone: str) -> str:
    icons = {"": "circle-check", "warn": "alert-triangle", "danger": "alert-circle"}
    return icons.get(tone, "circle-dot")


# ── blocks


@register.simple_block_tag(end_name="endcard")
def card(content: str, *, title: str = "", note: str = "", level: int = 2) -> str:
    """Frame a part of the page in a card with its heading."""
    return _framed("yw/card.html", content, title=title, note=note, level=level)


@register.simple_block_tag(end_name="endalert")
def alert(content: str, *, tone: str = "", title: str = "", icon: str = "") -> str:
    """Say something that the reader must not miss; danger is read out at once."""
    sign = icon or TONE_ICONS.get(tone, "info-circle")
    return _framed("yw/alert.html", content, title=title, tone=tone, icon=sign)


@register.simple_block_tag(end_name="endfield")
def field(
    content: str,
    *,
    id: str,
    label: str,
    help: str = "",
    error: str = "",
    is_required: bool = True,
) -> str:
    """Put label, help and error round an input; name ``<id>-help`` and ``<id>-error`` in it."""
    return _framed(
        "yw/field.html",
        content,
        id=id,
        label=label,
        help=help,
        error=error,
        is_required=is_required,
    )


def _framed(name: str, content: str, **values: object) -> str:
    return render_to_string(name, {"content": content, **values})


# ── lists of things


@register.inclusion_tag("yw/facts.html")
def facts(entries: Sequence["Fact | Mapping[str, str]"]) -> dict[str, Any]:
    """Show a strip of facts; each has ``label``, ``value`` and perhaps ``note``."""
    return {"entries": entries}


@register.inclusion_tag("yw/description_list.html")
def description_list(entries: Sequence[tuple[str, object]]) -> dict[str, Any]:
    """Show pairs of a name and its value."""
    return {"entries": entries}


@register.inclusion_tag("yw/timeline.html")
def timeline(entries: Sequence["Moment"]) -> dict[str, Any]:
    """Show what happened, what is happening and what comes."""
    return {"entries": entries}


@register.inclusion_tag("yw/stepper.html")
def stepper(steps: Sequence[str], *, current: int) -> dict[str, Any]:
    """Show the steps of a journey; ``current`` counts from 1."""
    return {"steps": steps, "current": current}


@register.inclusion_tag("yw/pagination.html")
def pagination(*, next_url: str = "", previous_url: str = "") -> dict[str, Any]:
    """Lead on in a list by cursor."""
    return {"next_url": next_url, "previous_url": previous_url}


@register.inclusion_tag("yw/empty.html")
def empty_state(
    *, title: str, text: str = "", icon: str = "mood-empty", url: str = "", label: str = ""
) -> dict[str, Any]:
    """Say that there is nothing here, and what one can do."""
    return {"title": title, "text": text, "icon": icon, "url": url, "label": label}


@register.inclusion_tag("yw/error_summary.html")
def error_summary(errors: Sequence[FieldError], *, prefix: str = "field-") -> dict[str, Any]:
    """List what is wrong, each leading to its field; takes the focus when the page opens."""
    entries = [
        {"message": wrong.message, "target": prefix + wrong.path.strip("/").replace("/", "-")}
        for wrong in errors
    ]
    return {"entries": entries}


@register.inclusion_tag("yw/file_row.html")
def file_row(
    *, name: str, size: int, url: str = "", sha256: str = "", note: str = ""
) -> dict[str, Any]:
    """Show a stored file."""
    return {"name": name, "size": size, "url": url, "sha256": sha256, "note": note}


@register.inclusion_tag("yw/material_row.html")
def material_row(*, material: Any, files: int = 0) -> dict[str, Any]:
    """Show what an item asks for: name, what is asked of it, and whether it must be brought.

    :param files: how many have been handed in for it
    """
    return {"material": material, "files": files}


@register.inclusion_tag("yw/progress.html")
def progress(*, value: int, total: int, label: str) -> dict[str, Any]:
    """Show how far something has come, in words too."""
    return {"value": value, "total": total, "label": label}


# ── sending


@register.simple_tag
def idempotency_key() -> SafeString:
    """Make this form's answer the same however often it arrives."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid4().hex)


@register.inclusion_tag("yw/confirm_button.html", takes_context=True)
def confirm_button(
    context: Context,
    *,
    url: str,
    label: str,
    question: str = "",
    tone: str = "",
    icon: str = "",
    hidden: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """Offer an action as a form of one button, that asks first and is answered once."""
    return {
        "url": url,
        "label": label,
        "question": question,
        "tone": tone,
        "icon": icon,
        "hidden": hidden or {},
        "csrf_token": context.get("csrf_token"),
    }


# ── what the lists hold


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of a facts strip."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline.

    :param state: "done" | "now" | "todo" | "bad"
    :param url: leads to the document of this step
    """

    title: str
    note: str = ""
    state: str = "done"
    url: str = ""
    link: str = ""

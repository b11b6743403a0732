# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a guide shows of an item's snapshot, in words."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.cases import selectors as cases
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import ItemType, OnlineDepth
from yiwang.foundation.remembering import Remembered
from yiwang.foundation.templatetags.yw import Fact
from yiwang.foundation.templatetags.yw_text import yuan
from yiwang.portal.listing import limit_words

_types: Remembered[tuple[UUID, str], dict[str, str]] = Remembered(60.0)
"""Codes of evidence types by material, of an item as long as its mark is the same."""
_theme_codes: Remembered[str, dict[str, str]] = Remembered(60.0)


@dataclass(frozen=True, slots=True)
class StepFace:
    """One step of handling, with its limit in words."""

    name: str
    actor: str
    limit: str


@dataclass(frozen=True, slots=True)
class LawFace:
    """A legal basis, and where its text is to be read."""

    title: str
    article: str
    url: str


def guide_context(guide: catalogue.Guide, around: catalogue.marks.Around) -> dict[str, Any]:
    """Return what the guide's template needs; nothing is asked for that is not ``around`` it."""
    item = guide.item
    always = [material for material in item.materials if not material.when]
    sometimes = [material for material in item.materials if material.when]
    who = "natural" if "natural" in item.service_objects else "legal"
    own_themes = getattr(item.themes, who)
    named = _theme_codes.get(who, partial(_codes_of_themes, who)) if own_themes else {}
    themes = [(name, named[name]) for name in own_themes if name in named]
    return {
        "item": item,
        "type_name": ItemType(item.item_type).label,
        "depth_name": _depth(item.online_depth),
        "has_scenario": bool(around.scenario),
        "can_apply": item.is_online and item.is_applied_for,
        "facts": _facts(item),
        "always": always,
        "spared": cases.spared.promise(item, around.materials),
        "benchmarks": _benchmarks(item) if around.benchmarks else [],
        "proofs": _proofs(item, around) if around.materials else [],
        "sometimes": sometimes,
        "to_bring": sum(material.is_required for material in always),
        "steps": [_step(step) for step in item.steps],
        "laws": [
            LawFace(cited.law, cited.label, f"/laws/{cited.article_id}" if cited.article_id else "")
            for cited in guide.articles
        ],
        "who": who,
        "current": who,
        "theme": themes[0] if themes else None,
    }


def _codes_of_themes(who: str) -> dict[str, str]:
    return {each.name: each.code for each in catalogue.themes(who)}


def _benchmarks(item: catalogue.ItemSnapshot) -> list[catalogue.discretion.BenchmarkFace]:
    return catalogue.discretion.faces_of(
        item.base_item_id, item.implementation_id, timezone.localdate()
    )


def _proofs(item: catalogue.ItemSnapshot, around: catalogue.marks.Around) -> list[tuple[str, str]]:
    """Return the materials that are of a known type, with the address of the type's page."""
    item_id = item.base_item_id
    codes = _types.get(
        (item_id, around.materials), partial(catalogue.evidence_types.types_of_item, item_id)
    )
    return [
        (material.name, f"/evidence/{codes[material.key]}")
        for material in item.materials
        if material.key in codes and not material.from_form
    ]


def _depth(depth: int) -> str:
    """Return how much is done online as people say it, without the step of the national scale."""
    return {
        OnlineDepth.INFORMATION: _("到窗口办理"),
        OnlineDepth.BOOKING: _("网上预约，窗口办理"),
        OnlineDepth.ACCEPTANCE: _("网上受理，现场核验"),
        OnlineDepth.FULL: _("全程网办"),
    }[OnlineDepth(depth)]


def _step(step: Any) -> StepFace:
    limit = limit_words(step.limit.amount, step.limit.unit) if step.limit else ""
    if step.limit and not step.limit.amount:
        limit = _("当场")  # a step is done on the spot; 当场办结 is said of the whole
    return StepFace(step.name, step.actor, limit)


def _facts(item: catalogue.ItemSnapshot) -> list[Fact]:
    return [
        Fact(_("谁能办"), _who(item.service_objects)),
        Fact(_("多久办好"), _limit(item.promise_limit) or "—", _statutory(item)),
        Fact(_("要跑几次"), _visits(item), item.local.visit_reason),
        *_assurance(item),
        _fee(item),
        Fact(_("拿到什么"), item.results[0].name if item.results else "—"),
    ]


def _fee(item: catalogue.ItemSnapshot) -> Fact:
    if not item.fees:
        return Fact(_("收费"), _("不收费"))
    amounts = [fee.amount_cents for fee in item.fees if fee.amount_cents]
    if not amounts:
        return Fact(_("收费"), _("按标准收费"), _("标准见下面的收费表"))
    if len(amounts) == len(item.fees) == 1:
        return Fact(_("收费"), yuan(amounts[0]))
    return Fact(_("收费"), _("%(amount)s 起") % {"amount": yuan(min(amounts))})


def _limit(limit: Any) -> str:
    return limit_words(limit.amount, limit.unit) if limit else ""


def _statutory(item: catalogue.ItemSnapshot) -> str:
    words = _limit(item.statutory_limit)
    return _("法定 %(limit)s") % {"limit": words} if words else ""


def _assurance(item: catalogue.ItemSnapshot) -> list[Fact]:
    """Return how sure one must be who applies, where people apply at all."""
    if not item.is_applied_for:
        return []
    names = {1: _("登录即可"), 2: _("初级实名"), 3: _("高级实名（实人）")}
    return [Fact(_("实名要求"), names[item.assurance_level], "")]


def _visits(item: catalogue.ItemSnapshot) -> str:
    return ngettext("%(count)d 次", "%(count)d 次", item.visits) % {"count": item.visits}


def _who(service_objects: tuple[str, ...]) -> str:
    names = {"natural": _("个人"), "legal": _("企业和组织")}
    return _("、").join(names[one] for one in service_objects if one in names)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the editor of one item needs: its elements, what it inherits, its faults, its guide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from yiwang.catalogue import browsing, finding, snapshots
from yiwang.catalogue.citations import Citation, parse_article
from yiwang.catalogue.content import (
    BaseContent,
    ImplementationContent,
    LegalBasis,
    read_content,
)
from yiwang.catalogue.editing.access import can_order, seen_order
from yiwang.catalogue.editing.definitions import definition_choices
from yiwang.catalogue.editing.diff import Change
from yiwang.catalogue.editing.faults import base_line_faults, diffs, list_line_faults
from yiwang.catalogue.editing.orders import WRITABLE
from yiwang.catalogue.editing.wording import element_label, words_of
from yiwang.catalogue.element_parts import FollowUp, ReviewStage
from yiwang.catalogue.enums import ListState, OrderKind, OrderLayer, ServiceObject
from yiwang.catalogue.errors import OrderNotFound
from yiwang.catalogue.guides import CitedArticle, Guide
from yiwang.catalogue.lawsearch import LawHit
from yiwang.catalogue.layers import BASE_ELEMENTS
from yiwang.catalogue.models import (
    Article,
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ImplementationList,
)
from yiwang.catalogue.placing import Narrowing
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError


@dataclass(frozen=True, slots=True)
class Inherited:
    """An element that comes from the base item and cannot be changed here."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class LineEditor:
    """One item on an order, with everything that its editor shows.

    :ivar content: the elements as they stand on the order
    :ivar inherited: elements of the base item, for a list
    :ivar origin: the base version that they come from, in words
    :ivar choices: what can be chosen where that depends on the data: element → (value, words)
    :ivar articles: text of the article that each legal basis names, "" where none is stored
    """

    order: ChangeOrder
    line: ChangeLine
    layer: OrderLayer
    code: str
    base_item_id: UUID | None
    content: BaseContent | ImplementationContent
    inherited: Sequence[Inherited]
    origin: str
    choices: Mapping[str, Sequence[tuple[str, str]]]
    articles: Sequence[str]
    faults: Sequence[FieldError]
    changes: Sequence[Change]
    may_write: bool


def line_editor(line_id: UUID, actor: Actor) -> LineEditor:
    """Return what the editor of an item on an order needs.

    :raises OrderNotFound: it is not there for this actor, or the item is withdrawn by it
    """
    line = (
        ChangeLine.objects.select_related("order", "base_item", "implementation")
        .filter(pk=line_id)
        .first()
    )
    if line is None or line.content is None:
        raise OrderNotFound
    order = seen_order(line.order_id, actor)
    layer = OrderLayer(order.layer)
    may_write = (
        order.state in WRITABLE
        and order.kind != OrderKind.ROLLBACK
        and can_order(actor, order, "edit")
    )
    target = line.base_item or line.implementation
    made = _base(line) if layer is OrderLayer.BASE else _list(line)
    return LineEditor(
        order=order,
        line=line,
        layer=layer,
        code=target.code if target else "",
        base_item_id=line.base_item_id
        or (line.implementation.base_item_id if line.implementation else None),
        changes=diffs([line], layer)[line.id],
        may_write=may_write,
        **made,  # type: ignore[arg-type]
    )


def find_articles(words: str, actor: Actor) -> tuple[LawHit, ...]:
    """Return articles of laws for what an editor typed: a citation or words."""
    return (
        finding.find(words, actor.division_code, narrowing=Narrowing(), limit=1).laws
        if words.strip()
        else ()
    )


def preview_guide(line_id: UUID, actor: Actor) -> Guide:
    """Return the guide as it would be, were the order in force; for a base item, one of its lists.

    :raises OrderNotFound: it is not there for this actor, or nobody exercises the base item
    """
    editor = line_editor(line_id, actor)
    lists = ImplementationList.objects.filter(state=ListState.OPEN, current__isnull=False)
    if editor.layer is OrderLayer.BASE:
        shown = lists.filter(base_item_id=editor.line.base_item_id).order_by("level", "code")
    else:
        shown = lists.filter(versions=editor.line.from_version)
    version_id = shown.values_list("current_id", flat=True).first()
    if version_id is None:
        raise OrderNotFound
    item = snapshots.snapshot(version_id)
    if isinstance(editor.content, BaseContent):
        item = replace(item, layer=replace(item.layer, content=editor.content))
    else:
        newest = _base_of(editor.line)
        layer = snapshots.base_layer(newest.id) if newest else item.layer
        item = replace(
            item,
            local=editor.content,
            promise_limit=editor.content.promise_limit,
            layer=layer,
        )
    return Guide(item, _cited(item.base.legal_bases), "")


def _base(line: ChangeLine) -> dict[str, object]:
    content = read_content(BaseContent, line.content)
    texts = {(one.law, one.label): one.text for one in _cited(content.legal_bases)}
    return {
        "content": content,
        "inherited": (),
        "origin": "",
        "choices": _base_choices(content),
        "articles": [texts.get(_place(basis), "") for basis in content.legal_bases],
        "faults": base_line_faults([line])[line.id],
    }


def _list(line: ChangeLine) -> dict[str, object]:
    newest = _base_of(line)
    base = read_content(BaseContent, newest.content) if newest else None
    return {
        "content": read_content(ImplementationContent, line.content),
        "inherited": _inherited(base) if base else (),
        "origin": f"{newest.name} · v{newest.number}" if newest else "",
        "choices": {
            "spared_materials": [(one.key, one.name) for one in base.materials] if base else [],
            "waived_fees": [(one.name, one.name) for one in base.fees] if base else [],
        },
        "articles": (),
        "faults": list_line_faults([line])[line.id],
    }


def _base_of(line: ChangeLine) -> BaseItemVersion | None:
    return (
        BaseItemVersion.objects.filter(
            base_item__lists=line.implementation_id, state="published", effective_to__isnull=True
        )
        .order_by("-number")
        .first()
    )


def _inherited(base: BaseContent) -> list[Inherited]:
    found = []
    for name in BASE_ELEMENTS:
        value = getattr(base, name, None)
        words = (
            "；".join(_member(one) for one in value)
            if isinstance(value, tuple) and value and not isinstance(value[0], str)
            else words_of(value, name)
        )
        if words:
            found.append(Inherited(element_label(name, OrderLayer.BASE), words))
    return found


def _member(member: object) -> str:
    if isinstance(member, ReviewStage):
        return words_of(member.level, "level")
    if isinstance(member, FollowUp):
        return f"{words_of(member.purpose, 'purpose')} {member.item}"
    for part in ("name", "question", "law"):
        if hasattr(member, part):
            return f"{getattr(member, part)}{getattr(member, 'article', '')}"
    return words_of(member)


def _base_choices(content: BaseContent) -> dict[str, list[tuple[str, str]]]:
    handed_in = [(one.key, one.name) for one in content.materials if one.is_uploaded]
    return {
        "promised_materials": handed_in,
        "originals": handed_in,
        **choices_for_all(),
        **definition_choices(),
    }


def choices_for_all() -> dict[str, list[tuple[str, str]]]:
    """Return the choices of a base item's elements that do not depend on the item."""
    return {
        "natural": [(one.name, one.name) for one in browsing.themes(ServiceObject.NATURAL)],
        "legal": [(one.name, one.name) for one in browsing.themes(ServiceObject.LEGAL)],
        "topics": [(one.code, one.name) for one in browsing.topics()],
    }


# ── the law


def _place(basis: LegalBasis) -> tuple[str, str]:
    try:
        found = parse_article(basis.law, basis.article)
    except ValueError:
        return ("", "")
    return (found.law, Citation(found.law, found.article, found.suffix).label)


def _cited(bases: Sequence[LegalBasis]) -> tuple[CitedArticle, ...]:
    """Return the articles that legal bases name, with their texts; one query."""
    places = []
    for basis in bases:
        try:
            places.append(parse_article(basis.law, basis.article))
        except ValueError:
            continue
    if not places:
        return ()
    wanted = reduce(
        or_,
        (Q(law__title=place.law, number=place.article, suffix=place.suffix) for place in places),
    )
    rows = Article.objects.filter(wanted, law__is_newest=True).select_related("law").defer("words")
    found = {(row.law.title, row.number, row.suffix): row for row in rows}
    cited = []
    for place in places:
        row = found.get((place.law, place.article, place.suffix))
        label = Citation(place.law, place.article, place.suffix).label
        cited.append(
            CitedArticle(
                place.law,
                label,
                row.id if row else None,
                row.text if row else "",
                row.law.issued_on if row else None,
            )
        )
    return tuple(cited)

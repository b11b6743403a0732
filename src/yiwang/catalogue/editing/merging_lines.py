# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Merge a line of an order with what a colleague saved, or with what was published meanwhile.

Whatever an editor wrote is set aside first, so closing the page loses nothing. The merged text is
a draft like any other: whoever reviewed an earlier round reviews it anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from yiwang.catalogue import events
from yiwang.catalogue.content import dump_content, read_content
from yiwang.catalogue.editing.access import check_order, seen_order, staff_of
from yiwang.catalogue.editing.catching_up import moved_on
from yiwang.catalogue.editing.line_texts import (
    aside_of,
    elements_of,
    keep_past,
    still_given_back,
    text_of,
    writers_since,
)
from yiwang.catalogue.editing.merging import Choice, Clash, Merge, Take, Text, merge
from yiwang.catalogue.editing.orders import check_writable, locked_order, note_writer
from yiwang.catalogue.editing.targets import Target, text_of_version
from yiwang.catalogue.editing.wording import SCHEMAS
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import (
    ChangedMeanwhile,
    MergeUndecided,
    NothingToMerge,
    OrderNotFound,
)
from yiwang.catalogue.models import (
    AsideText,
    ChangeLine,
    ChangeOrder,
    PastText,
)
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations


class Source(StrEnum):
    """Whose text one's own meets."""

    COLLEAGUE = "colleague"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class _Sides:
    """The three texts, and where one's own and the others' come from."""

    source: Source
    base: Text
    mine: Text
    theirs: Text
    aside: AsideText | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class LineMerge:
    """A merge that waits for somebody, as its page shows it.

    :ivar version: number of the version that was published meanwhile; 0 of a colleague's text
    :ivar others: names of those who saved meanwhile
    """

    order: ChangeOrder
    line: ChangeLine
    layer: OrderLayer
    source: Source
    version: int
    others: Sequence[str]
    merge: Merge


def merge_of(line_id: UUID, actor: Actor) -> LineMerge:
    """Return what has to be merged in a line: a text that the actor set aside, else a new version.

    :raises OrderNotFound: there is no such line for this actor, or it withdraws its item
    :raises NotYourCatalogue: the actor does not keep it
    :raises TransitionNotAllowed: the order is submitted
    :raises NothingToMerge: there is nothing
    """
    line = _line(line_id)
    order = seen_order(line.order_id, actor)
    check_order(actor, order, "edit")
    check_writable(order)
    sides = _sides(line, order, actor)
    writers = writers_since(line.id, sides.aside.began_revision) if sides.aside else []
    names = organizations.staff_names(writers)
    return LineMerge(
        order=order,
        line=line,
        layer=OrderLayer(order.layer),
        source=sides.source,
        version=sides.target.number if sides.target else 0,
        others=[names[one] for one in writers if one in names],
        merge=_merge(sides, order, {}),
    )


def waiting_aside(line_id: UUID, actor: Actor) -> bool:
    """Return whether the actor has set a text aside for a line."""
    return actor.staff_id is not None and aside_of(line_id, actor.staff_id) is not None


def set_aside(
    *,
    line_id: UUID,
    content: Mapping[str, Any],
    revision: int,
    actor: Actor,
    at: datetime,
    form_code: str | None = None,
    process_code: str | None = None,
) -> AsideText:
    """Keep what an editor wrote in a line that somebody else has saved since; it can be merged.

    What the same editor had set aside before gives way.

    :param revision: of the line as the editor had opened it
    :raises OrderNotFound, NotYourCatalogue, TransitionNotAllowed, ContentInvalid: as in saving
    :raises NothingToMerge: nobody has saved since
    """
    with transaction.atomic():
        line, order = _locked(line_id, actor)
        if not 0 < revision < line.revision:
            raise NothingToMerge
        stored = dump_content(read_content(SCHEMAS[OrderLayer(order.layer)], content))
        values = {
            "began_revision": revision,
            "content": stored,
            "form_code": line.form_code if form_code is None else form_code[:80],
            "process_code": line.process_code if process_code is None else process_code[:80],
            "set_aside_at": at,
        }
        kept, _made = AsideText.objects.update_or_create(
            line=line, staff_id=staff_of(actor), defaults=values
        )
    return kept


def drop_aside(*, line_id: UUID, actor: Actor) -> None:
    """Give up what one had set aside; what the colleague saved stands.

    :raises OrderNotFound: there is no such line for this actor
    :raises NotYourCatalogue: the actor does not keep it
    :raises NothingToMerge: nothing is set aside
    """
    with transaction.atomic():
        line = _line(line_id)
        check_order(actor, seen_order(line.order_id, actor), "edit")
        gone, _each = AsideText.objects.filter(line=line, staff_id=staff_of(actor)).delete()
        if not gone:
            raise NothingToMerge


def merge_line(
    *,
    line_id: UUID,
    revision: int,
    version: int = 0,
    choices: Mapping[str, Choice],
    actor: Actor,
    at: datetime,
) -> ChangeLine:
    """Make one text of two.

    :param revision: of the line as the actor saw it
    :param version: number of the new version as the actor saw it; 0 of a colleague's text
    :param choices: for each part that both changed, whose text stands
    :raises OrderNotFound, NotYourCatalogue, TransitionNotAllowed: as in saving
    :raises NothingToMerge: there is nothing, or it has been merged
    :raises ChangedMeanwhile: somebody saved, or a newer version came, since the actor looked
    :raises MergeUndecided: ``errors`` name the places that wait for a choice
    :raises ContentInvalid: a text written for a clash, or the whole, has not the right shape
    """
    with transaction.atomic():
        line, order = _locked(line_id, actor)
        sides = _sides(line, order, actor)
        if line.revision != revision or version != (sides.target.number if sides.target else 0):
            raise ChangedMeanwhile
        made = _merge(sides, order, choices)
        if made.undecided:
            labels = {one.part: one.label for one in made.clashes}
            raise MergeUndecided(
                errors=[
                    FieldError(f"/choices/{part}", "required", labels[part])
                    for part in made.undecided
                ]
            )
        _write(line, sides, made.text, by=staff_of(actor), at=at)
        note_writer(order, staff_of(actor))
        fact = _fact(line, sides, made.clashes, choices)
        ledger.append(fact, actor=actor, at=at, region_code=order.division_code)
    return line


# ── parts


def _line(line_id: UUID) -> ChangeLine:
    line = (
        ChangeLine.objects.select_related("base_item", "implementation").filter(pk=line_id).first()
    )
    if line is None or line.content is None:
        raise OrderNotFound
    return line


def _locked(line_id: UUID, actor: Actor) -> tuple[ChangeLine, ChangeOrder]:
    order = locked_order(_line(line_id).order_id)
    check_order(actor, order, "edit")
    check_writable(order)
    return _line(line_id), order


def _sides(line: ChangeLine, order: ChangeOrder, actor: Actor) -> _Sides:
    aside = aside_of(line.id, staff_of(actor))
    if aside is not None:
        return _Sides(
            Source.COLLEAGUE,
            base=_text_at(line, aside.began_revision, OrderLayer(order.layer)),
            mine=text_of(aside),
            theirs=text_of(line),
            aside=aside,
        )
    moved = moved_on([line], OrderLayer(order.layer))
    if not moved:
        raise NothingToMerge
    target = moved[0][1]
    return _Sides(
        Source.PUBLISHED,
        base=text_of_version(line.from_version, OrderLayer(order.layer)),
        mine=text_of(line),
        theirs=Text(target.content, target.form_code, target.process_code),
        target=target,
    )


def _text_at(line: ChangeLine, revision: int, layer: OrderLayer) -> Text:
    past = PastText.objects.filter(line=line, revision=revision).first()
    # An order that was begun before texts were kept has only the version that it began from.
    return text_of(past) if past is not None else text_of_version(line.from_version, layer)


def _merge(sides: _Sides, order: ChangeOrder, choices: Mapping[str, Choice]) -> Merge:
    return merge(sides.base, sides.mine, sides.theirs, OrderLayer(order.layer), choices)


def _write(line: ChangeLine, sides: _Sides, text: Text, *, by: UUID, at: datetime) -> None:
    keep_past(line, by=by, at=at)
    before = elements_of(line)
    line.content, line.revision = dict(text.content), line.revision + 1
    line.form_code, line.process_code = text.form_code, text.process_code
    line.gives_back = still_given_back(line, before)
    if sides.target is not None:
        line.from_version, line.from_number = sides.target.version_id, sides.target.number
    line.save(
        update_fields=[
            "gives_back",
            "content",
            "revision",
            "form_code",
            "process_code",
            "from_version",
            "from_number",
        ]
    )
    if sides.aside is not None:
        sides.aside.delete()


def _fact(
    line: ChangeLine, sides: _Sides, clashes: Sequence[Clash], choices: Mapping[str, Choice]
) -> events.OrderLineMerged:
    taken = [choices[one.part].take for one in clashes]
    return events.OrderLineMerged(
        order_id=line.order_id,
        line_id=line.id,
        revision=line.revision,
        source=sides.source.value,
        mine=taken.count(Take.MINE),
        theirs=taken.count(Take.THEIRS),
        edited=taken.count(Take.EDITED),
        content_sha256=content_digest(line.content or {}),
    )

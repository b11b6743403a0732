# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The outer flow chart (外部流程图) of a power, laid out top-down so that it fits a phone. Pure.

Made from the steps of the item, or, where an item of own motion has none, from the stages of its
responsibilities; never drawn by hand, so it cannot say anything else than the list does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yiwang.catalogue.content import Step

WIDTH: Final = 360
_MARGIN, _GAP, _PADDING = 10, 26, 12
_LINE: Final = 19
_PER_LINE: Final = 20
"""Chinese characters in a line of a box."""
_MOST_LINES: Final = 4
_HEAD: Final = 26


@dataclass(frozen=True, slots=True)
class Stage:
    """One step as it is drawn: what is done, by whom, in what time.

    :ivar group: the heading that it stands under; "" for none
    """

    name: str
    group: str = ""
    actor: str = ""
    limit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines; ``arrow`` is where the arrow to it begins, None for the first."""

    x: int
    y: int
    width: int
    height: int
    head: str
    lines: tuple[tuple[int, str], ...]
    number: int
    arrow: int | None

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def head_y(self) -> int:
        return self.y + _PADDING + 13


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between boxes."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole flow chart; ``words`` says the same to people who do not see it."""

    width: int
    height: int
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    words: str


def stages_of(steps: Sequence[Step], limits: Sequence[str]) -> list[Stage]:
    """Return the steps of an item as stages.

    :param limits: each step's time in words, "" for none
    """
    return [
        Stage(step.name, step.group.value, step.actor, limit, step.content)
        for step, limit in zip(steps, limits, strict=True)
    ]


def draw(stages: Sequence[Stage]) -> Drawing:
    """Return the flow chart of some stages, one under the other."""
    top, group = _MARGIN, ""
    headings: list[Heading] = []
    boxes: list[Box] = []
    for number, stage in enumerate(stages, 1):
        if stage.group and stage.group != group:
            group = stage.group
            top += _HEAD
            headings.append(Heading(top - 8, group))
        lines = _lines(stage)
        height = 2 * _PADDING + _LINE + _LINE * len(lines)
        first = top + _PADDING + 13
        boxes.append(
            Box(
                x=_MARGIN,
                y=top,
                width=WIDTH - 2 * _MARGIN,
                height=height,
                head=stage.name[:_PER_LINE],
                lines=tuple((first + _LINE * place, line) for place, line in enumerate(lines, 1)),
                number=number,
                arrow=boxes[-1].y + boxes[-1].height if boxes else None,
            )
        )
        top += height + _GAP
    words = "；".join(_words(number, stage) for number, stage in enumerate(stages, 1))
    return Drawing(WIDTH, top - _GAP + _MARGIN, tuple(headings), tuple(boxes), words)


def _lines(stage: Stage) -> list[str]:
    who = " · ".join(part for part in (stage.actor, stage.limit) if part)
    cut = [stage.text[start : start + _PER_LINE] for start in range(0, len(stage.text), _PER_LINE)]
    if len(cut) > _MOST_LINES:
        cut = [*cut[: _MOST_LINES - 1], f"{cut[_MOST_LINES - 1][: _PER_LINE - 1]}…"]
    return [line for line in (who, *cut) if line]


def _words(number: int, stage: Stage) -> str:
    who = "，".join(part for part in (stage.actor, stage.limit) if part)
    return f"{number}. {stage.name}" + (f"（{who}）" if who else "")

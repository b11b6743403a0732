# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that zones and windows write to the ledger."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class OutsideFact(Fact):
    """A fact about an entry that leads outside."""

    subject_type = "outside_service"
    subject_field = "outside_id"

    outside_id: UUID


@dataclass(frozen=True)
class OutsideProposed(OutsideFact):
    kind = "catalogue.outside_proposed"

    department_id: UUID
    topic: str


@dataclass(frozen=True)
class OutsideJudged(OutsideFact):
    """An entry was approved, refused or retired.

    :ivar state: what it is now
    """

    kind = "catalogue.outside_judged"

    state: str


@dataclass(frozen=True)
class OutsideNamed(OutsideFact):
    """An entry was given other names that people call it by, or lost them.

    :ivar names: how many it has now
    """

    kind = "catalogue.outside_named"

    names: int


@dataclass(frozen=True)
class OutsideLinkChanged(OutsideFact):
    """A link died, or came back to life; its department is told."""

    kind = "catalogue.outside_link_changed"

    department_id: UUID
    health: str
    found: str


@dataclass(frozen=True)
class WindowBranded(Fact):
    """A place's site was given its name, colour or emblem."""

    kind = "catalogue.window_branded"

    colour: str
    revision: int


@dataclass(frozen=True)
class WindowNoticeFact(Fact):
    """A fact about a notice on a place's site."""

    subject_type = "window_notice"
    subject_field = "notice_id"

    notice_id: UUID


@dataclass(frozen=True)
class WindowNoticeWritten(WindowNoticeFact):
    kind = "catalogue.window_notice_written"


@dataclass(frozen=True)
class WindowNoticeMoved(WindowNoticeFact):
    """A notice was published or taken down."""

    kind = "catalogue.window_notice_moved"

    state: str


@dataclass(frozen=True)
class OutsideTaskOpened(OutsideFact):
    """A dead link became a task of its department's editors.

    :ivar reopened: how often it had been closed before
    """

    kind = "catalogue.outside_task_opened"

    department_id: UUID
    due_on: date
    reopened: int


@dataclass(frozen=True)
class OutsideTaskSeen(OutsideFact):
    """An editor of the department has read that the link is dead."""

    kind = "catalogue.outside_task_seen"


@dataclass(frozen=True)
class OutsideTaskClosed(OutsideFact):
    """The task about a dead link is over.

    :ivar closed_as: ``alive`` or ``retired``
    """

    kind = "catalogue.outside_task_closed"

    closed_as: str

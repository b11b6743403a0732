# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What verification found, and how it tells people."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yiwang.ledger.enums import FindingKind


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a row: its number in the log, its id, its kind and its subject."""

    seq: int | None
    event_id: int
    kind: str
    subject_type: str
    subject_id: str | None

    def __str__(self) -> str:
        return _("第 %(seq)s 号（编号 %(id)s，类型 %(kind)s，对象 %(subject)s）") % {
            "seq": "—" if self.seq is None else self.seq,
            "id": self.event_id,
            "kind": self.kind,
            "subject": f"{self.subject_type} {self.subject_id or '—'}",
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded.

    :param place: the row, the first of several; None when no row is left or none is meant
    :param first: the first number concerned
    :param last: the last number concerned
    :param home: the number that the row was given, when it stands at another
    :param detail: what else helps to find it, such as a checkpoint's number
    """

    kind: FindingKind
    place: Place | None = None
    first: int | None = None
    last: int | None = None
    home: int | None = None
    detail: str = ""

    @property
    def is_warning(self) -> bool:
        return self.kind.is_warning

    def __str__(self) -> str:
        where, what = self._where(), str(self.kind.label)
        if where:
            what = _("%(where)s：%(what)s") % {"where": where, "what": what}
        parts = [what]
        if self.home is not None:
            parts.append(_("原为第 %(seq)s 号") % {"seq": self.home})
        if self.detail:
            parts.append(self.detail)
        return _("；").join(parts) + _("。")

    def as_json(self) -> dict[str, Any]:
        """Return the finding for machines."""
        place = self.place
        return {
            "kind": self.kind.value,
            "is_warning": self.is_warning,
            "first": self.first,
            "last": self.last,
            "home": self.home,
            "event_id": place.event_id if place else None,
            "event_kind": place.kind if place else None,
            "subject_type": place.subject_type if place else None,
            "subject_id": place.subject_id if place else None,
            "detail": self.detail,
        }

    def _where(self) -> str:
        several = self.last is not None and self.first != self.last
        if self.place is not None and not several:
            return str(self.place)
        if several:
            numbers = _("第 %(first)s 至 %(last)s 号") % {"first": self.first, "last": self.last}
            if self.place is None:
                return numbers
            return _("%(numbers)s，首条是%(place)s") % {"numbers": numbers, "place": self.place}
        return "" if self.first is None else _("第 %(first)s 号") % {"first": self.first}


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The outcome of a verification.

    :param events: rows that stand in the log
    :param size: leaves that the log should have
    :param root: the root that the rows lead to; b"" when rows are missing
    :param signed_size: leaves under the newest good checkpoint
    :param unlisted: findings beyond those that are listed
    """

    events: int
    size: int
    root: bytes
    signed_size: int
    checkpoints: int
    anchors: int
    waiting: int
    seconds: float
    findings: tuple[Finding, ...] = ()
    unlisted: int = 0

    @property
    def is_intact(self) -> bool:
        """Whether nothing was found but, perhaps, warnings."""
        return not self.unlisted and all(finding.is_warning for finding in self.findings)

    def lines(self) -> list[str]:
        """Return the report in the language of the moment, line by line."""
        lines = [
            _("核对了 %(events)s 条记录、%(checkpoints)s 个检查点、%(anchors)s 个时间戳。")
            % {
                "events": self.events,
                "checkpoints": self.checkpoints,
                "anchors": self.anchors,
            },
            _("其中 %(signed)s 条已有签名，另有 %(waiting)s 条等待编号；用时 %(seconds).1f 秒。")
            % {
                "signed": self.signed_size,
                "waiting": self.waiting,
                "seconds": self.seconds,
            },
        ]
        lines += [
            (_("注意：%(finding)s") if one.is_warning else _("异常：%(finding)s"))
            % {"finding": one}
            for one in self.findings
        ]
        if self.unlisted:
            lines.append(_("另有 %(count)s 处异常未逐条列出。") % {"count": self.unlisted})
        if self.is_intact:
            lines.append(_("账本完整，与签名一致。根散列：%(root)s") % {"root": self.root.hex()})
        else:
            lines.append(_("账本与记录或签名不一致，请保全数据库并查明原因。"))
        return lines

    def as_json(self) -> dict[str, Any]:
        """Return the report for machines."""
        return {
            "is_intact": self.is_intact,
            "events": self.events,
            "size": self.size,
            "root": self.root.hex(),
            "signed_size": self.signed_size,
            "checkpoints": self.checkpoints,
            "anchors": self.anchors,
            "waiting": self.waiting,
            "seconds": round(self.seconds, 3),
            "findings": [finding.as_json() for finding in self.findings],
            "unlisted": self.unlisted,
        }

    def __str__(self) -> str:
        return "\n".join(self.lines())

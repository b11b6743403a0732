# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the ledger can refuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiwang.foundation.actors import Actor
    from yiwang.ledger.events import Fact


class IdempotencyKeyMalformed(DomainError):
    """An idempotency key is 1 to 255 visible ASCII characters."""

    code = "ledger.idempotency_key_malformed"
    kind = Kind.MALFORMED
    sentence = _("幂等键应为 1 至 255 个可见的英文字符、数字或符号。")


class IdempotencyKeyReused(DomainError):
    """The key was used before with a request that is not this one."""

    code = "ledger.idempotency_key_reused"
    kind = Kind.INVALID
    sentence = _("这个幂等键已用于另一个不同的请求，请换一个新的幂等键。")


class RequestInFlight(DomainError):
    """The same request is being worked on at this moment."""

    code = "ledger.request_in_flight"
    kind = Kind.CONFLICT
    sentence = _("同一个请求正在处理，请稍候再试。")


@dataclass(eq=False)
class RefusalOnRecord(DomainError):
    """A refusal that is itself a fact: trying was wrong, and supervision hears of it.

    ``perform_once`` writes the facts after everything else has been undone.
    """

    facts: "Sequence[Fact]" = ()
    actor: "Actor | None" = None
    at: datetime | None = None
    region_code: str = ""


class LedgerReadForbidden(Forbidden):
    """Reading the ledger takes a right of its own."""

    code = "ledger.read_forbidden"
    sentence = _("您没有查看操作记录的权限。")


class CursorMalformed(DomainError):
    """The cursor is not one that this list gave out."""

    code = "ledger.cursor_malformed"
    kind = Kind.MALFORMED
    sentence = _("翻页标记无效，请从第一页重新开始。")


class ProofUnavailable(DomainError):
    """There is no leaf or tree of that number yet."""

    code = "ledger.proof_unavailable"
    kind = Kind.NOT_FOUND
    sentence = _("账本中还没有这个序号的记录。")


class UnknownSubscription(DomainError):
    """No subscription has that name."""

    code = "ledger.unknown_subscription"
    kind = Kind.NOT_FOUND
    sentence = _("没有名为“%(name)s”的订阅。")


class LedgerDamaged(DomainError):
    """What is stored contradicts what was sequenced or signed before; nothing more is signed."""

    code = "ledger.damaged"
    kind = Kind.UNAVAILABLE
    sentence = _("账本与此前的记录不一致，已停止编号和签名。请运行 yiwang ledger verify。")


class SigningKeyUnusable(DomainError):
    """The file does not hold an Ed25519 private key."""

    code = "ledger.signing_key_unusable"
    kind = Kind.UNAVAILABLE
    sentence = _("账本签名密钥无法使用：%(reason)s")


class AnchorRefused(DomainError):
    """The time-stamping authority did not answer, or its answer does not hold."""

    code = "ledger.anchor_refused"
    kind = Kind.UNAVAILABLE
    sentence = _("时间戳服务未给出有效的时间戳：%(reason)s")

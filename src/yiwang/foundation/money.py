# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Amounts of money in yuan renminbi, exact to the fen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import normalized
from yiwang.foundation.errors import InvalidAmount

GREATEST_FEN: Final = 2**63 - 1
"""What a bigint column holds."""

_AMOUNT: Final = re.compile(
    r"[¥￥]?(-?)([0-9]{1,16}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,2}))?"
)
_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_UNITS: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ((10**8, "亿"), (10**4, "万"))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen, the hundredth part of a yuan; adds and compares, never rounds."""

    fen: int

    def __post_init__(self) -> None:
        if isinstance(self.fen, bool) or not isinstance(self.fen, int):
            raise TypeError("Money is a whole number of fen.")
        if abs(self.fen) > GREATEST_FEN:
            raise ValueError("Money does not fit 64 bits.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the amount that a text like ``1,234.5`` says.

        :raises InvalidAmount: it is no number, or has parts of a fen
        """
        match = _AMOUNT.fullmatch(normalized(text))
        if match is None:
            raise InvalidAmount
        sign, yuan, fraction = match.groups()
        fen = int(yuan.replace(",", "")) * 100 + int((fraction or "").ljust(2, "0"))
        return cls(-fen if sign else fen)

    @classmethod
    def from_yuan(cls, yuan: Decimal | int) -> Self:
        """Return the amount for yuan.

        :raises InvalidAmount: it has parts of a fen, or does not fit
        """
        fen = Decimal(yuan) * 100
        if not fen.is_finite() or fen != fen.to_integral_value() or abs(fen) > GREATEST_FEN:
            raise InvalidAmount(_("金额最多精确到分，并且不能过大。"))
        return cls(int(fen))

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen).scaleb(-2)

    def __str__(self) -> str:
        return f"{self.yuan:,.2f}"

    def __bool__(self) -> bool:
        return self.fen != 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __mul__(self, count: int) -> "Money":
        return Money(self.fen * count)

    def split(self, shares: Sequence[int]) -> list["Money"]:
        """Return parts in proportion to the shares, whose sum is the whole to the fen.

        What cannot be divided goes, a fen each, to the parts that lost most by rounding down.

        :raises ValueError: a share is negative, or all are zero
        """
        total = sum(shares)
        if total <= 0 or min(shares) < 0:
            raise ValueError("Shares are not negative, and one at least is positive.")
        parts = [divmod(self.fen * share, total) for share in shares]
        left = self.fen - sum(part for part, _rest in parts)
        by_loss = sorted(range(len(parts)), key=lambda place: -parts[place][1])
        lucky = set(by_loss[:left])
        return [Money(part + (place in lucky)) for place, (part, _rest) in enumerate(parts)]

    def in_capitals(self) -> str:
        """Return the amount in the characters that documents use against forgery.

        ``壹仟零伍元整``, ``叁元零伍分``; at least zero, below 10^16 yuan.
        Source: Measures for Payment and Settlement (支付结算办法), appendix 1.
        """
        if not 0 <= self.fen < 10**18:
            raise ValueError("Only amounts from zero to 10^16 yuan are written in capitals.")
        yuan, rest = divmod(self.fen, 100)
        jiao, fen = divmod(rest, 10)
        text = f"{_whole_in_capitals(yuan)}元" if yuan else ""
        if jiao:
            text += f"{_DIGITS[jiao]}角"
        elif fen and yuan:
            text += "零"
        if fen:
            return f"{text}{_DIGITS[fen]}分"
        return f"{text or '零元'}整"


def _whole_in_capitals(number: int) -> str:
    """Write a positive whole number below 10^16."""
    for size, unit in _GROUPS:
        high, low = divmod(number, size)
        if high:
            text = f"{_whole_in_capitals(high)}{unit}"
            has_gap = high % 10 == 0 or low < size // 10
            return f"{text}{'零' if has_gap else ''}{_whole_in_capitals(low)}" if low else text
    return _group_in_capitals(number)


def _group_in_capitals(group: int) -> str:
    text = ""
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _UNITS[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.removesuffix("零")

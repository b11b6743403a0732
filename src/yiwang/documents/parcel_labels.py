# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Labels of parcels: one a page, with a barcode for the carrier and a QR code for people."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from yiwang.documents.pages import plain
from yiwang.documents.typesetting import qr_code, typeset

_WIDTHS: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 "
    "122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 "
    "321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 "
    "211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 "
    "213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 "
    "121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 "
    "241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 "
    "412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 "
    "211214 211232 2331112"
)
"""Widths of bars and gaps of each value of Code 128. Source: ISO/IEC 15417, table 1."""
_PATTERNS: Final = _WIDTHS.split()
_START_B, _STOP = 104, 106


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelLabel:
    """What stands on one label, in words.

    :param sender: name, phone and whole address, as ``recipient``
    :param code: what the QR code leads to
    """

    carrier: str
    waybill: str
    leg: str
    sender: Mapping[str, str]
    recipient: Mapping[str, str]
    contents: str
    weight: str
    price: str
    payer: str
    number: str
    code: str


def typeset_labels(labels: Sequence[ParcelLabel], *, at: datetime) -> bytes:
    """Return labels as one PDF/A."""
    sheets = [
        plain(asdict(label))
        | {"barcode": {"qr": barcode(label.waybill)}, "code": {"qr": qr_code(label.code)}}
        for label in labels
    ]
    return typeset({"kind": "label", "title": "快递面单", "labels": sheets}, at=at)


def barcode(text: str) -> str:
    """Return a Code 128 barcode (code set B) of printable ASCII as an SVG drawing."""
    values = [_START_B, *(ord(sign) - 32 for sign in text)]
    values.append(sum(max(place, 1) * value for place, value in enumerate(values)) % 103)
    values.append(_STOP)
    bars, x = [], 10
    for widths in (_PATTERNS[value] for value in values):
        for place, width in enumerate(map(int, widths)):
            if place % 2 == 0:
                bars.append(f'<rect x="{x}" y="0" width="{width}" height="40"/>')
            x += width
    drawn = "".join(bars)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x + 10} 40">{drawn}</svg>'

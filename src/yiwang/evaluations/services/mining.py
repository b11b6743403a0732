# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What bad reviews of an item name most: what was ticked, and words that several people used."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from yiwang.catalogue import selectors as catalogue
from yiwang.evaluations import masking
from yiwang.evaluations.enums import BAD, ReasonKind
from yiwang.evaluations.models import Evaluation, Reason

FEWEST: Final = 3
"""So many people have to say a word before it is kept: what one person says may name them."""
LONGEST: Final = 8
MOST: Final = 20


def keep_reasons(region_code: str, department_id: UUID, item_code: str, month: date) -> None:
    """Count anew what the released bad reviews of an item in a month name."""
    last = (month + timedelta(days=32)).replace(day=1)
    rows = Evaluation.objects.filter(
        department_id=department_id,
        item_code=item_code,
        level__in=sorted(BAD),
        released_on__gte=month,
        released_on__lt=last,
    ).values_list("aspects", "text")
    ticked, said = Counter[str](), Counter[str]()
    for aspects, text in rows:
        ticked.update(aspects)
        said.update(set(phrases(text)))
    Reason.objects.filter(department_id=department_id, item_code=item_code, month=month).delete()
    Reason.objects.bulk_create(
        Reason(
            region_code=region_code,
            department_id=department_id,
            item_code=item_code,
            month=month,
            kind=kind,
            words=words,
            reviews=number,
        )
        for kind, counted in ((ReasonKind.ASPECT, ticked), (ReasonKind.PHRASE, said))
        for words, number in _most(counted)
    )


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return [(words, number) for words, number in counted.most_common(MOST) if number >= FEWEST]


def phrases(text: str) -> Iterator[str]:
    """Return the words of a text and its pairs of neighbouring words, cut as search cuts.

    Numbers and what stands for hidden parts are left out.
    """
    for part in masking.masked(text).replace(masking.HIDDEN, "\n").splitlines():
        words = catalogue.cut_words(part)
        yield from _short(words)
        yield from _short(first + second for first, second in _neighbours(words))


def _neighbours(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise(words)


def _short(words: Iterable[str]) -> Iterator[str]:
    return (each for each in words if 1 < len(each) <= LONGEST and not each.isascii())

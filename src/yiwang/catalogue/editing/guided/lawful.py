# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the law says of a draft: the articles it cites with their dates, and the longest times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.catalogue.citations import Citation, parse_article
from yiwang.catalogue.comparison import facts
from yiwang.catalogue.comparison.facts import ItemFacts, LawBook, World
from yiwang.catalogue.comparison.item_rules import names_a_basis
from yiwang.catalogue.comparison.law_rules import (
    LICENSING_LIMIT,
    check_laws,
    cited_places,
    limits_in,
    speaks_of,
)
from yiwang.catalogue.comparison.rule import Hit
from yiwang.catalogue.comparison.wording import sentence_of
from yiwang.catalogue.content import BaseContent, LegalBasis
from yiwang.catalogue.editing.wording import limit_words
from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.enums import ItemType, LawChangeKind
from yiwang.catalogue.lawsearch import LawHit
from yiwang.catalogue.models import Law, LawChange
from yiwang.foundation.errors import FieldError

REFUSED: Final = frozenset(
    {"law-repealed", "article-missing", "limit-beyond-article", "limit-beyond-licensing-law"}
)
"""Rules of the comparison whose breach the guide does not even save."""
_OF_LIMITS: Final = frozenset({"limit-beyond-article", "limit-beyond-licensing-law"})


@dataclass(frozen=True, slots=True)
class DatedLaw:
    """What became of a law.

    :ivar is_known: the corpus has it
    """

    title: str
    issued_on: date | None = None
    revised_on: date | None = None
    repealed_on: date | None = None
    replaced_by: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """An article that may be chosen.

    :ivar speaks: it shares a word with the item's name
    :ivar limits: the times that it gives for deciding, in words
    """

    hit: LawHit
    law: DatedLaw
    is_chosen: bool
    speaks: bool
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawLimit:
    """The longest time that an article gives, in words, and the article."""

    law: str
    article: str
    limits: tuple[str, ...]
    text: str


def dated(titles: Sequence[str], on: date) -> dict[str, DatedLaw]:
    """Return laws with their dates as of a day; two queries."""
    wanted = list(dict.fromkeys(titles))
    issued = dict(
        Law.objects.filter(is_newest=True, title__in=wanted).values_list("title", "issued_on")
    )
    changes: dict[tuple[str, str], LawChange] = {}
    for row in LawChange.objects.filter(title__in=wanted, effective_on__lte=on).order_by(
        "effective_on"
    ):
        changes[row.title, row.kind] = row
    found = {}
    for title in wanted:
        ended = changes.get((title, LawChangeKind.REPEALED))
        revised = changes.get((title, LawChangeKind.REVISED))
        found[title] = DatedLaw(
            title=title,
            issued_on=issued.get(title),
            revised_on=revised.effective_on if revised else None,
            repealed_on=ended.effective_on if ended else None,
            replaced_by=ended.replaced_by if ended else "",
            is_known=title in issued,
        )
    return found


def offered(hits: Sequence[LawHit], content: BaseContent, on: date) -> list[Offered]:
    """Return articles that were found, each with its dates and whether it is chosen already."""
    laws = dated([hit.law for hit in hits], on)
    chosen = {place_of(basis) for basis in content.legal_bases}
    return [
        Offered(
            hit=hit,
            law=laws[hit.law],
            is_chosen=(hit.law, hit.label) in chosen,
            speaks=speaks_of(content.name, hit.text, hit.law),
            limits=_times(hit.text),
        )
        for hit in hits
    ]


def place_of(basis: LegalBasis) -> tuple[str, str]:
    """Return the law and the article of a basis as the corpus writes them; "" when it cannot."""
    try:
        found = parse_article(basis.law, basis.article)
    except ValueError:
        return ("", "")
    return (found.law, Citation(found.law, found.article, found.suffix).label)


def law_limits(content: BaseContent, on: date) -> list[LawLimit]:
    """Return the times that the articles cited by an item give for deciding."""
    book = _book(content)
    found = []
    for place in dict.fromkeys(_places(content)):
        text = book.text(place)
        limits = _times(text)
        if limits:
            found.append(LawLimit(place.law, place.label, limits, text))
    if content.item_type == ItemType.LICENCE and not found:
        limit = limit_words(LICENSING_LIMIT)
        found.append(LawLimit("行政许可法", "第四十二条", (limit,), ""))
    return found


def refusals(content: BaseContent, elements: Sequence[str], on: date) -> list[FieldError]:
    """Return what the guide does not save: repealed laws, missing articles, times beyond law."""
    faults: list[FieldError] = []
    for hit in draft_hits(content, on):
        element = _element_of(hit)
        if hit.rule in REFUSED and element in elements:
            faults.append(FieldError(f"/{element}", "beyond_law", sentence(hit)))
    ceiling, limit = content.promise_ceiling, content.statutory_limit
    if "promise_ceiling" in elements and ceiling and limit and ceiling.weight > limit.weight:
        faults.append(
            FieldError("/promise_ceiling", "beyond_law", str(_("统一承诺时限不得长于法定时限。")))
        )
    if "fees" in elements:
        faults += [
            FieldError(
                pointer("fees", place, "basis"),
                "required",
                _("“%(name)s”的依据要写明法律条款或者文件号。") % {"name": fee.name},
            )
            for place, fee in enumerate(content.fees)
            if not names_a_basis(fee.basis)
        ]
    return faults


def draft_hits(content: BaseContent, on: date) -> list[Hit]:
    """Return what the citations and the limit of a draft break."""
    world = World(on=on, neighbours={}, book=_book(content), issuers={}, sounds={})
    return list(check_laws(draft_facts(content, on), world))


def draft_facts(
    content: BaseContent,
    on: date,
    *,
    item_id: UUID | None = None,
    code: str = "",
    scope_code: str = "",
) -> ItemFacts:
    """Return a draft as the rules of the comparison look at items."""
    return ItemFacts(item_id or UUID(int=0), code, scope_code, "", on, content)


def sentence(hit: Hit) -> str:
    """Return what a rule found, in one sentence."""
    evidence = {"found": dict(hit.evidence.found), "expected": dict(hit.evidence.expected)}
    return sentence_of(hit.rule, evidence)


def _times(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(limit_words(one) for one in limits_in(text)))


def _element_of(hit: Hit) -> str:
    if hit.rule in _OF_LIMITS:
        return "statutory_limit"
    return str(hit.evidence.found.get("element", ""))


def _places(content: BaseContent) -> list[Citation]:
    cited = [one for one in cited_places(content) if one.element in ("limit_basis", "legal_bases")]
    named = [one.place for one in cited if one.element == "limit_basis"]
    return named or [one.place for one in cited]


def _book(content: BaseContent) -> LawBook:
    return facts.law_book({one.place.law for one in cited_places(content)})

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Items and guides as the interface shows them; codes are those of GB/T 39046 and C0109."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from yiwang.rest.schemas import Out


class ItemRow(Out):
    """An item in a list, with the department that serves the place asked for."""

    code: str = Field(description="Implementation code, 31 characters.")
    version_id: UUID
    name: str
    item_type: str
    is_applied_for: bool
    is_online: bool
    is_here: bool = Field(description="False: a place below stands for all that offer it.")
    audiences: list[str]
    themes: list[str]
    region_code: str
    level: int
    department_id: UUID
    department_name: str
    project_type: str = Field(description="1 on the spot (即办件), 2 promised (承诺件)")
    promise_amount: int | None
    promise_unit: str
    visits: int
    online_depth: int
    stars: int | None = Field(description="1 to 5; null where nobody applies.")


class Items(Out):
    """A page of items, the most used first."""

    items: list[ItemRow]
    next_cursor: str


class LawHitOut(Out):
    """An article that says something about what was looked for."""

    article_id: int
    law: str
    label: str
    text: str


class QuestionHitOut(Out):
    """A question that people often ask about one of the items found."""

    question: str
    answer: str
    item_name: str
    item_code: str


class DepartmentHitOut(Out):
    """A department of the place that is called as the words say."""

    department_id: UUID
    name: str
    address: str
    phone: str


class FacetValueOut(Out):
    value: str
    label: str
    count: int


class FacetsOut(Out):
    """What the results can be narrowed by."""

    departments: list[FacetValueOut]
    themes: list[FacetValueOut]
    levels: list[FacetValueOut]
    online: int


class OutsideHitOut(Out):
    """A service that another institution offers on its own site."""

    id: UUID
    title: str
    summary: str
    owner_name: str
    institution: str
    url: str


class SearchOut(Out):
    """A page of what was found, best first; articles are on the first page only."""

    items: list[ItemRow]
    articles: list[LawHitOut]
    questions: list[QuestionHitOut]
    departments: list[DepartmentHitOut]
    outside: list[OutsideHitOut] = Field(description="Services of other institutions.")
    region_code: str = Field(description="Where it was looked for.")
    place_name: str = Field(description="The place that the words name; empty for none.")
    facets: FacetsOut
    total: int = Field(description="At 200 there may be more.")
    words: list[str]
    is_near_match: bool = Field(
        description="Nothing was found as typed; these look alike or fit only a part of it."
    )
    next_cursor: str


class SuggestionOut(Out):
    name: str
    phrase: str
    owner_name: str = Field(description="Whose service it is, when not the government's own.")


class Suggestions(Out):
    items: list[SuggestionOut]


class ThemeOut(Out):
    code: str
    name: str


class Themes(Out):
    items: list[ThemeOut]


class FiguresOut(Out):
    """How much is open in a place and below it."""

    lists: int
    online: int
    immediate: int
    departments: int
    here: int


class LimitOut(Out):
    amount: int
    unit: str = Field(description="workday, day, month or year; 0 workdays is on the spot")


class MaterialAsked(Out):
    """A material that the applicant hands in, or that government gets by itself."""

    key: str
    name: str
    kind: str
    necessity: str
    is_required: bool
    is_uploaded: bool = Field(description="False: made from the form, or not asked for.")
    when: str = Field(description="CEL on `form`; empty when it is always asked for.")
    source: str
    whose: str | None = Field(
        description="Whom it is about, such as `spouse`; null or `applicant`: the one who applies."
    )
    formats: list[str]
    max_files: int
    paper_copies: int
    note: str
    standard: str
    sample: str
    issuer: str
    legal_basis: str


class StepOut(Out):
    group: str
    name: str
    actor: str
    limit: LimitOut | None
    content: str
    result: str


class ProcessStepOut(Out):
    """A step of the department's own process."""

    element_id: str
    name: str
    role: str
    kind: str
    form_code: str


class FeeOut(Out):
    name: str
    standard: str
    amount_cents: int
    basis: str
    is_reducible: bool
    reduction: str


class ResultOut(Out):
    kind: str
    name: str
    validity: str
    sample: str


class SpecialProcedureOut(Out):
    kind: str
    name: str
    limit: LimitOut | None
    stops_clock: bool
    basis: str


class FaqOut(Out):
    question: str
    answer: str


class CitedArticleOut(Out):
    """A place in a law that the item rests on; the text is empty when it is not loaded."""

    law: str
    label: str
    article_id: int | None
    text: str
    issued_on: date | None


class CounterOut(Out):
    address: str
    hours: str
    consult_phone: str
    complaint_phone: str
    window: str


class FormAsked(Out):
    """The application form: JSON Schema 2020-12 with our presentation keywords."""

    id: UUID
    code: str
    version: int
    json_schema: dict[str, Any]


class GuideOut(Out):
    """Everything about an item as a department offers it."""

    code: str
    basic_code: str
    local_code: str
    version_id: UUID
    number: int
    name: str
    item_type: str
    region_code: str
    level: int
    department_id: UUID
    department_name: str
    service_objects: list[str]
    project_type: str
    mode: str
    commitment_text: str
    is_applied_for: bool
    is_online: bool
    online_depth: int
    visits: int
    assurance_level: int = Field(description="How sure one must be who applies, 1 to 3.")
    promise_limit: LimitOut | None
    statutory_limit: LimitOut | None
    conditions: list[str]
    materials: list[MaterialAsked]
    steps: list[StepOut]
    results: list[ResultOut]
    special_procedures: list[SpecialProcedureOut]
    fees: list[FeeOut]
    faqs: list[FaqOut]
    counter: CounterOut
    legal_bases: list[CitedArticleOut]
    form: FormAsked | None
    process: list[ProcessStepOut]


class ArticleOut(Out):
    """An article of a law, and the items that rest on it."""

    article_id: int
    law: str
    label: str
    text: str
    issued_on: date | None
    category: str
    previous_id: int | None
    next_id: int | None
    cited_by: list[str]

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The elements of an item: the schema of what a version stores. Pure.

Source: ZWFW C0109.1/.2-2018 and GB/T 39554.1-2020, restated in
``data/codes/c0109_item_element_tables.json``. The base layer holds what is the same everywhere,
the implementation layer what a department adds. Unknown elements are refused.
"""

from typing import Annotated, Any, Final, Literal, Self, TypeVar

import orjson
from django.utils.translation import gettext_lazy as _
from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from yiwang.catalogue.element_faults import field_errors
from yiwang.catalogue.element_parts import Element as Element
from yiwang.catalogue.element_parts import FollowUp, ReviewStage
from yiwang.catalogue.element_texts import Code, FileFormat, Key, Long, Name, Short, cleaned
from yiwang.catalogue.enums import (
    CrossRegion,
    DutyKind,
    HandlingForm,
    ItemType,
    LimitUnit,
    MaterialKind,
    MaterialSource,
    Mode,
    Necessity,
    OnlineDepth,
    PowerSource,
    ProjectType,
    ResultKind,
    ServiceObject,
    StepGroup,
)
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.material_enums import Whose

# How long each unit is, in fifths of a day, so that limits in different units can be compared:
# five workdays take a week of seven days.
WEIGHT_OF_UNIT: Final = {
    LimitUnit.WORKDAY: 7,
    LimitUnit.DAY: 5,
    LimitUnit.MONTH: 150,
    LimitUnit.YEAR: 1825,
}
WORKDAYS_OF_UNIT: Final = {
    LimitUnit.WORKDAY: 1.0,
    LimitUnit.DAY: 5 / 7,
    LimitUnit.MONTH: 22.0,
    LimitUnit.YEAR: 250.0,
}


class TimeLimit(Element):
    """A time limit; 0 workdays means on the spot."""

    amount: int = Field(ge=0, le=1000)
    unit: LimitUnit = LimitUnit.WORKDAY

    @property
    def weight(self) -> int:
        """Length in fifths of a day, for comparing only."""
        return self.amount * WEIGHT_OF_UNIT[self.unit]

    @property
    def workdays(self) -> float:
        """Length in working days as the field's indicators count: a month 22, a year 250."""
        return self.amount * WORKDAYS_OF_UNIT[self.unit]


class LegalBasis(Element):
    """A place in a law that the item rests on."""

    law: Name
    article: Short = ""
    note: Long = ""


class MaterialRequirement(Element):
    """A material that the applicant hands in, or that government gets by itself.

    :param from_form: it is made from the form, nothing is uploaded
    :param obtainable: government can get it, so it is not asked for
    :param whose: whom it is about; None: nobody has said, and it is taken for the applicant's
    :param when: CEL on ``form``; "" when the material is always asked for
    :param is_generated: derived from the item's elements, not taken from a published guide
    :param reuse_months: how long a clerk's look at the original holds for later applications
    """

    key: Key
    name: Name
    kind: MaterialKind = MaterialKind.OTHER
    necessity: Necessity = Necessity.REQUIRED
    source: MaterialSource = MaterialSource.APPLICANT
    whose: Whose | None = None
    formats: tuple[FileFormat, ...] = ("pdf", "jpg", "png")
    max_files: int = Field(default=5, ge=1, le=50)
    paper_copies: int = Field(default=0, ge=0, le=20)
    paper_format: Short = ""
    note: Long = ""
    standard: Long = ""
    sample: Short = ""
    issuer: Short = ""
    legal_basis: Short = ""
    from_form: bool = False
    obtainable: bool = False
    when: Short = ""
    licence_type: Short = ""
    is_generated: bool = False
    reuse_months: int = Field(default=12, ge=0, le=120)

    @property
    def is_of_another(self) -> bool:
        """Return whether it is about somebody else than the one who applies."""
        return self.whose not in (None, Whose.APPLICANT)

    @property
    def is_uploaded(self) -> bool:
        """Return whether the applicant is asked for a file at all."""
        return not self.from_form and not self.obtainable

    @property
    def is_required(self) -> bool:
        """Return whether an application without a file for it is incomplete."""
        return self.necessity == Necessity.REQUIRED and self.is_uploaded

    @property
    def is_deferrable(self) -> bool:
        """Return whether it may follow after the acceptance (容缺后补)."""
        return self.necessity == Necessity.DEFERRABLE and self.is_uploaded


class Step(Element):
    """One step of handling (办理环节) as the guide draws it."""

    group: StepGroup
    name: Name
    actor: Short = ""
    limit: TimeLimit | None = None
    content: Long = ""
    result: Short = ""


class Result(Element):
    """A licence, an approval or another paper that comes out of the item."""

    kind: ResultKind
    name: Name
    template: Short = ""
    validity: Short = ""
    sample: Short = ""
    issuer_note: Short = ""


EXTENSION: Final = "1"
"""The kind of special procedure (特别程序种类) that is an extension; 2 is every other."""


class SpecialProcedure(Element):
    """A hearing, a test, a site visit and the like inside the process (特别程序)."""

    kind: Literal["1", "2"] = "2"
    name: Name
    limit: TimeLimit | None = None
    stops_clock: bool = False
    basis: Short = ""


class Fee(Element):
    """A fee; the amount is the usual one, in cents, where the standard is a table."""

    name: Name
    standard: Name
    amount_cents: int = Field(default=0, ge=0, le=10_000_000_000)
    basis: Name
    is_reducible: bool = False
    reduction: Short = ""


class Faq(Element):
    """A question that people often ask, and the answer."""

    question: Name
    answer: Long


class Responsibility(Element):
    """What a department must do with a power (责任事项), or is held to account for (追责情形).

    :param stage: of the procedure (受理责任); a liability needs none
    :param law: with ``article``, where it is written
    """

    kind: DutyKind = DutyKind.DUTY
    stage: Annotated[str, AfterValidator(cleaned), StringConstraints(max_length=40)] = ""
    text: Annotated[str, AfterValidator(cleaned), StringConstraints(min_length=1, max_length=500)]
    law: Annotated[str, AfterValidator(cleaned), StringConstraints(max_length=120)] = ""
    article: Annotated[str, AfterValidator(cleaned), StringConstraints(max_length=40)] = ""

    @model_validator(mode="after")
    def _duty_has_its_stage(self) -> Self:
        if self.kind == DutyKind.DUTY and not self.stage:
            raise ValueError(str(_("责任事项要写明属于哪个环节，例如“受理责任”。")))
        if bool(self.law) != bool(self.article):
            raise ValueError(str(_("依据要同时写明法律名称和条款。")))
        return self


class Themes(Element):
    """Names of national themes for natural and for legal persons."""

    natural: tuple[Name, ...] = ()
    legal: tuple[Name, ...] = ()


class BaseContent(Element):
    """The base layer: the same wherever the item is exercised.

    :param penalty_method: acts, kinds and ranges (处罚的行为、种类、幅度); only of penalties
    :param levy_kind: what is levied (征收种类); only of levies
    :param assurance_level: how sure one must be who applies; None: as the installation says
    :param commitment_when: CEL on ``form`` where the form itself asks for the way of handling;
        "" where the applicant chooses beside the form
    :param promised_materials: keys of the materials that a commitment stands in for
    :param trust_first_text: what is promised for a decision on copies; "" where there is none
    :param originals: keys of the materials whose originals are then seen at the delivery
    :param deferral_workdays: how long a deferred material may take after the acceptance
    :param promise_ceiling: the longest promise that any list may make, where the law allows more
    :param max_visits: how often a list may ask people to come in person; None: not laid down
    :param review_level: of the lower body that reviews first (行政许可法 35); None: nobody does
    :param review_line: its line of business; "" for that of the body that decides
    :param review_place: the address in the form by which the place is known
    :param review_workdays: for the review, from the acceptance (行政许可法 43)
    :param review_stages: who reviews after the first lower body, in this order
    :param follow_ups: items of their own by which what is granted is changed, renewed, ended
    :param responsibilities: of this item alone; none: those of its type hold
    """

    name: Name
    item_type: ItemType
    service_objects: tuple[ServiceObject, ...] = Field(min_length=1)
    exercise_levels: tuple[Literal["2", "3", "4", "5", "6"], ...] = Field(min_length=1)
    power_source: PowerSource = PowerSource.STATUTE
    mode: Mode = Mode.STANDARD
    commitment_text: Long = ""
    commitment_when: Short = ""
    promised_materials: tuple[Key, ...] = Field(default=(), max_length=60)
    trust_first_text: Long = ""
    originals: tuple[Key, ...] = Field(default=(), max_length=60)
    deferral_workdays: int = Field(default=10, ge=1, le=60)
    legal_bases: tuple[LegalBasis, ...] = ()
    statutory_limit: TimeLimit | None = None
    limit_basis: Short = ""
    promise_ceiling: TimeLimit | None = None
    max_visits: int | None = Field(default=None, ge=0, le=20)
    review_level: Literal["4", "5"] | None = None
    review_line: Short = ""
    review_place: Short = ""
    review_workdays: int = Field(default=20, ge=1, le=60)
    review_stages: tuple[ReviewStage, ...] = Field(default=(), max_length=2)
    conditions: tuple[Long, ...] = ()
    materials: tuple[MaterialRequirement, ...] = Field(default=(), max_length=60)
    steps: tuple[Step, ...] = Field(default=(), max_length=30)
    results: tuple[Result, ...] = Field(default=(), max_length=10)
    follow_ups: tuple[FollowUp, ...] = Field(default=(), max_length=4)
    special_procedures: tuple[SpecialProcedure, ...] = Field(default=(), max_length=20)
    fees: tuple[Fee, ...] = Field(default=(), max_length=30)
    quantity_limit: Short = ""
    themes: Themes = Themes()
    topics: tuple[Code, ...] = ()
    faqs: tuple[Faq, ...] = Field(default=(), max_length=60)
    remedies: Long = ""
    responsibilities: tuple[Responsibility, ...] = Field(default=(), max_length=40)
    penalty_method: Long = ""
    levy_kind: Short = ""
    levy_is_reducible: bool = False
    assurance_level: int | None = Field(default=None, ge=1, le=3)
    is_generated: bool = False

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [material.key for material in self.materials]
        if len(keys) != len(set(keys)):
            raise ValueError(str(_("材料的标识重复了。")))
        names = [fee.name for fee in self.fees]
        if len(names) != len(set(names)):
            raise ValueError(str(_("收费项目的名称重复了。")))
        return self


class ImplementationContent(Element):
    """The implementation layer: what one department adds.

    :param body_nature: 1 legal organ, 2 authorized, 3 entrusted organization (实施主体性质)
    :param is_in_hall: handled in the service hall (进驻大厅)
    :param local_topics: topics of the place itself (地方特色主题)
    :param spared_materials: keys of base materials that are not asked for here
    :param fees: base fees of which less is charged here, by their names
    :param waived_fees: names of base fees that are not charged here
    :param assurance_level: asked for here, when it is more than the base layer asks for
    """

    promise_limit: TimeLimit | None = None
    project_type: ProjectType = ProjectType.PROMISED
    visits: int = Field(default=0, ge=0, le=20)
    visit_reason: Short = ""
    handling_forms: tuple[HandlingForm, ...] = (HandlingForm.COUNTER,)
    online_depth: OnlineDepth = OnlineDepth.INFORMATION
    is_online: bool = False
    is_mobile: bool = False
    is_bookable: bool = False
    is_pay_online: bool = False
    is_express: bool = False
    is_terminal: bool = False
    cross_region: tuple[CrossRegion, ...] = ()
    result_delivery: tuple[Short, ...] = ()
    spared_materials: tuple[Key, ...] = Field(default=(), max_length=60)
    fees: tuple[Fee, ...] = Field(default=(), max_length=30)
    waived_fees: tuple[Name, ...] = Field(default=(), max_length=30)
    intermediaries: tuple[Short, ...] = ()
    joint_departments: tuple[Short, ...] = ()
    body_nature: Literal["1", "2", "3", "9"] = "1"
    entrusted_by: Short = ""
    is_in_hall: bool = False
    is_single_login: bool = False
    is_app_single_login: bool = False
    online_url: Short = ""
    mobile_url: Short = ""
    local_topics: tuple[Short, ...] = ()
    assurance_level: int | None = Field(default=None, ge=1, le=3)
    address: Short = ""
    hours: Short = ""
    consult_phone: Short = ""
    complaint_phone: Short = ""
    counter: Short = ""


class ItemModel(Element):
    """A file ``data/models/<slug>/item.json``: an item in every detail."""

    base_item: Short
    form_code: Code
    process_code: Code
    aliases: tuple[Name, ...] = ()
    base: BaseContent
    implementation: ImplementationContent


C = TypeVar("C", bound=Element)


def read_content(schema: type[C], value: object) -> C:
    """Return the elements of a stored or sent content.

    :raises ContentInvalid: every element that is wrong, each with its JSON Pointer
    """
    try:
        return read_stored(schema, orjson.dumps(value))
    except (TypeError, UnicodeEncodeError) as refusal:
        raise ContentInvalid from refusal


def read_stored(schema: type[C], text: str | bytes) -> C:
    """Return the elements of a content that comes as JSON; raises what ``read_content`` does."""
    try:
        return schema.model_validate_json(text, strict=False)
    except ValidationError as refusal:
        raise ContentInvalid(errors=field_errors(refusal)) from refusal


def dump_content(content: Element) -> dict[str, Any]:
    """Return what a version stores: plain JSON without elements that stand at their default.

    The defaults are thus part of everything published: none of them may ever change.
    """
    return content.model_dump(mode="json", exclude_defaults=True)

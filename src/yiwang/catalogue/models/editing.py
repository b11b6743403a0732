# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Change orders (变更单), the opinions on them, and proposals from below."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import OrderKind, OrderLayer, OrderState, ProposalState, Verdict
from yiwang.foundation.identifiers import new_id

DECIDED = [OrderState.APPROVED, OrderState.PUBLISHED, OrderState.ROLLED_BACK]
PAST_REVIEW = [OrderState.APPROVAL, *DECIDED]


class ChangeOrder(models.Model):
    """A change of the catalogue on its way: drafted, reviewed and approved by three people.

    ``revision`` counts every change, so that two editors at once meet a conflict; ``round`` counts
    how often it was submitted. ``division_code`` and ``department`` are those of the drafter.
    ``editors``: everybody who wrote in it; a trigger lets none of them review or approve it.
    ``rolls_back``: the published order that this one takes back. ``reopens_lists``: a base item
    that comes back brings along the lists that its withdrawal had closed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=OrderKind)
    layer = models.CharField(max_length=8, choices=OrderLayer)
    state = models.CharField(max_length=12, choices=OrderState, default=OrderState.DRAFT)
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000, default="", blank=True)
    division_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    effective_from = models.DateField(null=True)
    line_count = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=0)
    reopens_lists = models.BooleanField(default=False)
    rolls_back = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    drafted_by_id = models.UUIDField()
    editors = ArrayField(models.UUIDField(), default=list)
    reviewed_by_id = models.UUIDField(null=True)
    approved_by_id = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_change_order"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="change_order_number_once"),
            models.CheckConstraint(
                name="change_order_state_known", condition=Q(state__in=OrderState.values)
            ),
            models.CheckConstraint(
                name="change_order_kind_known",
                condition=Q(kind__in=OrderKind.values, layer__in=OrderLayer.values),
            ),
            models.CheckConstraint(
                name="change_order_reviewer_is_another",
                condition=Q(reviewed_by_id__isnull=True) | ~Q(reviewed_by_id=F("drafted_by_id")),
                violation_error_message=_("起草人不能审核自己的变更单。"),
            ),
            models.CheckConstraint(
                name="change_order_approver_is_a_third",
                condition=Q(approved_by_id__isnull=True)
                | (
                    ~Q(approved_by_id=F("drafted_by_id"))
                    & (Q(reviewed_by_id__isnull=True) | ~Q(approved_by_id=F("reviewed_by_id")))
                ),
                violation_error_message=_("起草人和法制审核人不能批准同一份变更单。"),
            ),
            models.CheckConstraint(
                name="change_order_reviewed_before_approval",
                condition=~Q(state__in=PAST_REVIEW)
                | Q(kind=OrderKind.ROLLBACK)
                | Q(reviewed_by_id__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="change_order_decided_is_dated",
                condition=~Q(state__in=DECIDED)
                | Q(
                    approved_by_id__isnull=False,
                    approved_at__isnull=False,
                    effective_from__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="change_order_return_has_reason",
                condition=~Q(state=OrderState.RETURNED) | ~Q(answer=""),
                violation_error_message=_("退回变更单要写明理由。"),
            ),
            models.CheckConstraint(
                name="change_order_published_is_dated",
                condition=~Q(state__in=[OrderState.PUBLISHED, OrderState.ROLLED_BACK])
                | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-effective_from"], name="change_order_by_day"),
            models.Index(fields=["division_code", "state"], name="change_order_by_place"),
        ]

    def __str__(self) -> str:
        return f"变更〔{self.year}〕{self.number}号"


class ChangeLine(models.Model):
    """What an order does to one base item or one list.

    ``content`` are the elements as they shall be, in the shape of the layer; None where the item
    is withdrawn. ``from_version`` is the version that the editor began from. One item stands on
    one open order at a time; once submitted, a trigger refuses every change of the content.
    ``gives_back``: elements that say again what the data files say, and follow them from then on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(
        ChangeOrder, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    position = models.PositiveIntegerField()
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, null=True, related_name="+"
    )
    implementation = models.ForeignKey(
        "catalogue.ImplementationList", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=300)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    from_version = models.UUIDField(null=True)
    from_number = models.PositiveIntegerField(default=0)
    content = models.JSONField(null=True)
    form_code = models.CharField(max_length=80, default="", blank=True)
    process_code = models.CharField(max_length=80, default="", blank=True)
    revision = models.PositiveIntegerField(default=1)
    gives_back = models.JSONField(
        default=list, db_default=Value([], models.JSONField()), blank=True
    )
    published_version = models.UUIDField(null=True)
    is_open = models.BooleanField(default=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_change_line"
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="change_line_place_once"),
            models.UniqueConstraint(
                fields=["base_item"], name="change_line_base_open_once", condition=Q(is_open=True)
            ),
            models.UniqueConstraint(
                fields=["implementation"],
                name="change_line_list_open_once",
                condition=Q(is_open=True),
            ),
            models.CheckConstraint(
                name="change_line_has_one_target",
                condition=Q(base_item__isnull=False, implementation__isnull=True)
                | Q(base_item__isnull=True, implementation__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["region_code", "department"], name="change_line_by_place")]

    def __str__(self) -> str:
        return f"{self.name} · {self.order_id}"


class LegalOpinion(models.Model):
    """What the legal reviewer says of one changed element (法制审核意见), in one round."""

    order = models.ForeignKey(
        ChangeOrder, on_delete=models.CASCADE, related_name="opinions", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    element = models.CharField(max_length=60)
    verdict = models.CharField(max_length=8, choices=Verdict)
    opinion = models.CharField(max_length=1000, default="", blank=True)
    given_by_id = models.UUIDField()
    given_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_legal_opinion"
        constraints = [
            models.UniqueConstraint(
                fields=["order", "round", "element"], name="legal_opinion_once"
            ),
            models.CheckConstraint(
                name="legal_opinion_objects_with_reason",
                condition=~Q(verdict=Verdict.OBJECT) | ~Q(opinion=""),
                violation_error_message=_("不同意要写明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.verdict}"


class ChangeProposal(models.Model):
    """A department asks those who keep the base item to change it, and is answered.

    ``wishes``: for each element, what it should say: {"element", "wish"}. ``order``: the change
    order that adopting it has made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, related_name="proposals"
    )
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="+"
    )
    region_code = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    reason = models.CharField(max_length=1000)
    wishes = models.JSONField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    answer = models.CharField(max_length=1000, default="", blank=True)
    order = models.ForeignKey(
        ChangeOrder, on_delete=models.PROTECT, null=True, related_name="proposals"
    )
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField()
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_change_proposal"
        constraints = [
            models.CheckConstraint(
                name="change_proposal_state_known", condition=Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(
                name="change_proposal_answer_has_reason",
                condition=Q(state=ProposalState.OPEN)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="change_proposal_answered_by_another",
                condition=Q(answered_by_id__isnull=True) | ~Q(answered_by_id=F("made_by_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class OpenCase(models.Model):
    """A case that is not closed and the version it was filed under; kept from the ledger.

    Cases are a room above, so the catalogue counts them by the facts that they write: whoever
    withdraws an item sees how many people are still waiting.
    """

    case_id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(
        "catalogue.ImplementationVersion", on_delete=models.CASCADE, related_name="+"
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_open_case"

    def __str__(self) -> str:
        return str(self.case_id)

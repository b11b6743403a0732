# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A parcel, and what was reported of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.delivery import addresses
from yiwang.delivery.enums import (
    ON_ITS_WAY,
    WITH_THE_CARRIER,
    FailReason,
    Happening,
    Leg,
    ParcelState,
    Payer,
    Proof,
    SignedBy,
    Via,
)
from yiwang.delivery.models import cancelling, redirecting
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KEEPING_YEARS = 30
"""As the case that it belongs to: it shows when a decision was served."""
MOST_ATTEMPTS = 5


class ParcelQuerySet(models.QuerySet["Parcel"]):
    """Questions about parcels, always within what the actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the parcels that this actor may see; nothing by default."""
        if actor.is_system:
            return self
        if actor.is_citizen and actor.applicant_id:
            return self._of_whom_acts(actor)
        if not actor.has_right(Right.CASES_READ):
            return self.none()
        if not actor.covers_subtree:
            return self.filter(department_id=actor.department_id)
        first, last = organizations.code_range(actor.division_code)
        return self.filter(region_code__range=(first, last))

    def _of_whom_acts(self, actor: Actor) -> Self:
        """Keep the applicant's parcels; for an agent only those of matters under the mandate."""
        if not actor.may_for_principal(HandlerRight.TRACK):
            return self.none()
        found = self.filter(person_id=actor.applicant_id)
        return found.filter(mandate_id=actor.mandate_id) if actor.mandate_id else found

    def on_their_way(self) -> Self:
        return self.filter(state__in=sorted(ON_ITS_WAY))

    def about(self, subject_type: str, subject_id: object) -> Self:
        return self.filter(subject_type=subject_type, subject_id=subject_id)


class Parcel(redirecting.Redirected, cancelling.CalledOff):
    """One parcel on one leg, from the wish to send it to whoever took it in."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "sender_cipher": ("sending and handing over the parcel", KEEPING_YEARS),
        "recipient_cipher": ("sending and handing over the parcel", KEEPING_YEARS),
        "redirect_cipher": ("sending and handing over the parcel", KEEPING_YEARS),
        "photo": ("showing that the parcel was received", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"person_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    subject_type = models.CharField(max_length=20)
    """What it belongs to, such as ``case``, with its id and what people call it."""
    subject_id = models.UUIDField()
    subject_number = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=300)
    person_id = models.UUIDField()
    """The natural or legal person at the other end."""
    mandate_id = models.UUIDField(null=True, blank=True)

    leg = models.CharField(max_length=12, choices=Leg)
    payer = models.CharField(max_length=12, choices=Payer)
    carrier = models.CharField(max_length=40)
    order_number = models.CharField(max_length=32)
    """Ours; the carrier takes it once, however often it is sent."""
    waybill = models.CharField(max_length=40, blank=True)
    contents = models.CharField(max_length=200)
    weight_grams = models.PositiveIntegerField(default=500)
    price_fen = models.PositiveBigIntegerField(null=True, blank=True)
    sender_cipher = models.BinaryField()
    recipient_cipher = models.BinaryField()
    pickup_from = models.DateTimeField(null=True, blank=True)
    pickup_until = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=12, choices=ParcelState, default=ParcelState.PREPARED)
    code_hash = models.CharField(max_length=64, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)
    proof = models.CharField(max_length=12, choices=Proof, blank=True)
    signed_by = models.CharField(max_length=12, choices=SignedBy, blank=True)
    photo = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    fail_reason = models.CharField(max_length=16, choices=FailReason, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often the carrier stood before the door in vain."""
    stored_until = models.DateField(null=True, blank=True)
    compensation_fen = models.PositiveBigIntegerField(null=True, blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    """What the carrier said when it did not take the order."""

    created_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True, blank=True)
    last_event_at = models.DateTimeField(null=True, blank=True)
    """When the last thing happened that counts as news, by the carrier's clock."""
    received_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    booking_tries = models.PositiveSmallIntegerField(default=0)
    booking_next_at = models.DateTimeField(null=True, blank=True)
    """Until then somebody is trying; afterwards anybody may."""
    poll_next_at = models.DateTimeField(null=True, blank=True)
    silence_told_at = models.DateTimeField(null=True, blank=True)
    """When it was last said that nothing is heard of it, or that somebody has asked."""
    label_printed_at = models.DateTimeField(null=True, blank=True)
    is_label_stale = models.BooleanField(default=False, db_default=False)
    """The address changed after the label was printed: it has to be printed anew."""

    objects = ParcelQuerySet.as_manager()

    class Meta:
        db_table = "delivery_parcel"
        constraints = [
            models.UniqueConstraint(fields=["order_number"], name="parcel_order_once"),
            models.UniqueConstraint(
                fields=["carrier", "waybill"],
                name="parcel_waybill_once",
                condition=~Q(waybill=""),
            ),
            models.CheckConstraint(
                name="parcel_state_known", condition=Q(state__in=ParcelState.values)
            ),
            models.CheckConstraint(
                name="parcel_on_the_way_has_a_waybill",
                condition=Q(state__in=[ParcelState.PREPARED, ParcelState.CANCELLED])
                | ~Q(waybill=""),
            ),
            models.CheckConstraint(
                name="parcel_received_says_when",
                condition=~Q(state=ParcelState.RECEIVED) | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="parcel_code_tries_limited",
                condition=Q(code_attempts__lte=MOST_ATTEMPTS),
            ),
            # Two clerks who send the same thing at the same moment.
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "leg"],
                name="parcel_one_on_its_way",
                condition=Q(state__in=sorted(ON_ITS_WAY)),
            ),
            *redirecting.CONSTRAINTS,
            *cancelling.CONSTRAINTS,
        ]
        indexes = [
            models.Index(fields=["department_id", "state", "-created_at"], name="parcel_desk"),
            models.Index(fields=["region_code", "-created_at"], name="parcel_region"),
            models.Index(fields=["person_id", "-created_at"], name="parcel_person"),
            models.Index(fields=["subject_id", "created_at"], name="parcel_subject"),
            models.Index(
                fields=["poll_next_at"],
                name="parcel_to_poll",
                condition=Q(state__in=sorted(WITH_THE_CARRIER)),
            ),
            models.Index(
                fields=["booking_next_at"],
                name="parcel_to_book",
                condition=Q(state=ParcelState.PREPARED),
            ),
            *redirecting.INDEXES,
            *cancelling.INDEXES,
        ]

    def __str__(self) -> str:
        return self.waybill or self.order_number

    @property
    def sender(self) -> addresses.Address:
        return addresses.opened(bytes(self.sender_cipher), addresses.SENDER, self.pk)

    @property
    def recipient(self) -> addresses.Address:
        return addresses.opened(bytes(self.recipient_cipher), addresses.RECIPIENT, self.pk)

    @property
    def redirect_to(self) -> addresses.Address | None:
        """The address that is wanted instead; None where none is, or the carrier has agreed."""
        if self.redirect_cipher is None:
            return None
        return addresses.opened(bytes(self.redirect_cipher), addresses.REDIRECT, self.pk)


class ParcelEvent(models.Model):
    """One thing that was reported of a parcel; never changed, however late it came."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "place": ("following the parcel", KEEPING_YEARS),
        "note": ("following the parcel", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("delivery_parcel", "parcel_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    parcel = models.ForeignKey(Parcel, models.PROTECT, related_name="events", db_index=False)
    carrier = models.CharField(max_length=40)
    event_id = models.CharField(max_length=80)
    """The carrier's; what is reported twice has the same."""
    happening = models.CharField(max_length=12, choices=Happening)
    happened_at = models.DateTimeField()
    told_at = models.DateTimeField()
    via = models.CharField(max_length=10, choices=Via)
    place = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=200, blank=True)
    is_news = models.BooleanField()
    """False: it came after something later, and is history only."""

    class Meta:
        db_table = "delivery_event"
        constraints = [
            models.UniqueConstraint(fields=["carrier", "event_id"], name="parcel_event_once"),
        ]
        indexes = [models.Index(fields=["parcel", "happened_at"], name="parcel_event_story")]

    def __str__(self) -> str:
        return f"{self.happening} · {self.event_id}"

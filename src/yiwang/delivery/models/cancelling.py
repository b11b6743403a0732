# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The part of a parcel that says whether its carrier agrees that it is called off."""

from django.db import models
from django.db.models import Q

from yiwang.delivery.enums import CallOff


class CalledOff(models.Model):
    """An order that its carrier is asked to take back; the parcel is as it was until it agrees.

    Of a parcel that was called off while its order was on the way, the carrier is asked too: it
    may have an order that nobody wants any more.
    """

    cancel_state = models.CharField(
        max_length=8, choices=CallOff, blank=True, default="", db_default=""
    )
    cancel_calls = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How often the carrier was called; only the answer to the last call is taken."""
    cancel_is_unheard = models.BooleanField(default=False, db_default=False)
    """The carrier may have heard a call whose answer nobody has."""
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_next_at = models.DateTimeField(null=True, blank=True)
    """Until then somebody is asking, or the carrier is left alone; afterwards it is asked."""
    cancel_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    """What the carrier said when it did not agree."""

    class Meta:
        abstract = True


CONSTRAINTS = [
    models.CheckConstraint(
        name="parcel_cancel_known", condition=Q(cancel_state__in=["", *CallOff.values])
    ),
    models.CheckConstraint(
        name="parcel_cancel_says_when",
        condition=~Q(cancel_state=CallOff.WAITING)
        | Q(cancel_asked_at__isnull=False, cancel_next_at__isnull=False),
    ),
]
INDEXES = [
    models.Index(
        fields=["cancel_next_at"],
        name="parcel_to_call_off",
        condition=Q(cancel_state=CallOff.WAITING),
    ),
]

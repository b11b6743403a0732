# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The part of a parcel that says where else it shall go, and what its carrier says to that."""

from django.db import models
from django.db.models import Q

from yiwang.delivery.enums import Redirect


class Redirected(models.Model):
    """Another address that was wanted of the carrier; what it agreed to is the recipient's.

    The last wish counts. Each call of the carrier has a number, and only the answer to the last
    call is taken, so that an answer which comes late changes nothing.
    """

    redirect_state = models.CharField(
        max_length=8, choices=Redirect, blank=True, default="", db_default=""
    )
    redirect_cipher = models.BinaryField(null=True, blank=True)
    """The address that is wanted; None once the carrier has agreed."""
    redirect_number = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How many addresses were wanted; with it the carrier knows a wish again."""
    redirect_calls = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How often the carrier was called, for all wishes together."""
    redirect_unheard = models.PositiveSmallIntegerField(default=0, db_default=0)
    """The first wish that the carrier may have heard, and whose answer nobody has; or 0."""
    redirect_asked_at = models.DateTimeField(null=True, blank=True)
    redirect_next_at = models.DateTimeField(null=True, blank=True)
    """Until then somebody is asking, or the carrier is left alone; afterwards it is asked."""
    redirect_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    """What the carrier said when it did not agree."""

    class Meta:
        abstract = True


CONSTRAINTS = [
    models.CheckConstraint(
        name="parcel_redirect_known", condition=Q(redirect_state__in=["", *Redirect.values])
    ),
    models.CheckConstraint(
        name="parcel_redirect_says_where",
        condition=~Q(redirect_state=Redirect.WAITING)
        | Q(
            redirect_cipher__isnull=False,
            redirect_asked_at__isnull=False,
            redirect_next_at__isnull=False,
        ),
    ),
]
INDEXES = [
    models.Index(
        fields=["redirect_next_at"],
        name="parcel_to_redirect",
        condition=Q(redirect_state=Redirect.WAITING),
    ),
]

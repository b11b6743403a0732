# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a choice of tier."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Consent(TextChoices):
    """Whether the leader agrees that an outcome leaves the span of its tier."""

    ASKED = "asked", _("等负责人同意")
    GIVEN = "given", _("负责人已同意")
    REFUSED = "refused", _("负责人不同意")

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a preliminary review by a lower body. Source: 行政许可法 35."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    """Where the review by the lower body stands. Source: 行政许可法 35."""

    PENDING = "pending", _("待前一级报送")
    INTAKE = "intake", _("待初审机关受理")
    WAITING = "waiting", _("下级机关初审中")
    FORWARDED = "forwarded", _("已报送上级机关")
    ENDED = "ended", _("初审终止")


class ReviewOpinion(TextChoices):
    """What the lower body proposes."""

    AGREE = "agree", _("建议准予")
    DISAGREE = "disagree", _("建议不予")

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose evidence a material is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Whose(TextChoices):
    """Whom a material is about (材料归属); where the applicant is one of several, the others count.

    Source: GB/T 36903-2018 knows only who holds a licence (持证主体); the persons are those of the
    Civil Code (PRC), art. 27, 61, 163 and 1045.
    """

    APPLICANT = "applicant", _("申请人本人的")
    SPOUSE = "spouse", _("配偶的")
    CHILD = "child", _("子女的")
    PARENT = "parent", _("父母的")
    GUARDIAN = "guardian", _("监护人的")
    FAMILY = "family", _("家庭成员的")
    PARTIES = "parties", _("双方当事人的")
    DECEASED = "deceased", _("逝者的")
    AGENT = "agent", _("代理人的")
    REPRESENTATIVE = "representative", _("法定代表人或者负责人的")
    SHAREHOLDER = "shareholder", _("股东的")
    STAFF = "staff", _("从业人员的")
    OTHER = "other", _("其他人的")

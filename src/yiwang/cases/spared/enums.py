# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of what was found instead of asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FORM = "form"
"""The key of findings that fill in the form; no material is called so."""


class FoundIn(TextChoices):
    """Where a finding comes from, in the order in which the places are searched."""

    CERTIFICATE = "certificate", _("本平台核发的证照")
    SOURCE = "source", _("政府数据源")
    EARLIER = "earlier", _("以前办件中核验过的材料")


class Resolution(TextChoices):
    """What staff decided about a disputed finding."""

    NONE = "", _("待处理")
    STANDS = "stands", _("采用查到的内容")
    APPLICANT = "applicant", _("采用申请人提供的内容")


class CheckOutcome(TextChoices):
    """What follows for a decision when what it rested on turned out doubtful."""

    STANDS = "stands", _("决定不变")
    MEASURE = "measure", _("已提出撤回、撤销或者注销")
    CHANGE = "change", _("请持有人申请变更")
    AGAIN = "again", _("告知申请人可以重新申请")


def outcomes_for(*, is_on_record: bool) -> tuple[CheckOutcome, ...]:
    """Return what may follow: of what was granted and is on record, or of everything else.

    :param is_on_record: what was granted is among the entitlements
    """
    if is_on_record:
        return (CheckOutcome.STANDS, CheckOutcome.MEASURE, CheckOutcome.CHANGE)
    return (CheckOutcome.STANDS, CheckOutcome.AGAIN)

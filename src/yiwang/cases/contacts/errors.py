# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a change of contact can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class ContactInvalid(DomainError):
    """A number, an e-mail address or a place that cannot be."""

    code = "cases.contact_invalid"
    sentence = _("有的内容不对，请看各项的说明。")


class NothingToChange(DomainError):
    """Nothing was filled in, or what was filled in stands there already."""

    code = "cases.contact_nothing_to_change"
    sentence = _("没有要更改的内容；请填写要更改的那一项。")


class ContactChangedMeanwhile(DomainError):
    """Somebody else changed the contact since the page was read."""

    code = "cases.contact_changed_meanwhile"
    kind = Kind.CONFLICT
    sentence = _("联系方式刚才已经被更改过，请看最新的内容后再改。")


class ContactClosed(DomainError):
    """The case has ended; nobody needs to be reached in it."""

    code = "cases.contact_closed"
    kind = Kind.CONFLICT
    sentence = _("这个办件已经结束，联系方式不能再改。")


class GroundMissing(DomainError):
    """A clerk has to say how the applicant's wish was seen."""

    code = "cases.contact_ground_missing"
    sentence = _("请选择凭什么更改：核对了谁的证件，或者收到了书面申请。")


class TooManyContactChanges(DomainError):
    """More changes in one case than anybody needs."""

    code = "cases.contact_too_many"
    kind = Kind.CONFLICT
    sentence = _("这个办件的联系方式改得太多了，请到窗口办理，或者拨打12345。")

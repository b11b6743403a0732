# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about finding a party and linking it to a person."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class FindingLapsed(DomainError):
    """What was found was found by somebody else, or too long ago."""

    code = "cases.finding_lapsed"
    kind = Kind.CONFLICT
    sentence = _("查找结果已经过期，请重新查找。")


class PartyKnownAlready(DomainError):
    """The party is linked to somebody, or is the applicant, who is known anyway."""

    code = "cases.party_known_already"
    kind = Kind.CONFLICT
    sentence = _("这个人已经关联，或者就是申请人。关联错了的，请先撤销。")


class PartyDoesNotFit(DomainError):
    """Who was found has another name than the party."""

    code = "cases.party_does_not_fit"
    sentence = _("查到的人和告知时登记的姓名不一致，请核对。")


class PartyNotLinked(DomainError):
    """There is nothing to take back."""

    code = "cases.party_not_linked"
    kind = Kind.CONFLICT
    sentence = _("这个人没有关联，不用撤销。")


class PartyHasActed(DomainError):
    """Whoever it is has spoken in the case themselves, and so is a party of it."""

    code = "cases.party_has_acted"
    kind = Kind.CONFLICT
    sentence = _(
        "对方已经自己提出过意见或者听证申请，关联不能撤销；确实告知错了的，请另行告知正确的人。"
    )

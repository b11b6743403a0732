# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What applying together can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class InvitationNotFound(NotFound):
    """There is none, it has ended, or it is somebody else's: the answer is the same."""

    code = "cases.invitation_not_found"
    sentence = _("没有找到这份共同申请，可能已经结束或者过期。")


class RealNameNeeded(Forbidden):
    """Only who is real-name checked invites, reads and signs."""

    code = "cases.real_name_needed"
    sentence = _("共同申请需要先完成实名认证（二级以上），请先提升认证。")


class CannotInvite(DomainError):
    """Oneself, the same person twice, too many, or a role that is taken or unknown."""

    code = "cases.cannot_invite"
    kind = Kind.CONFLICT
    sentence = _("不能这样邀请：不能邀请自己，同一个人、同一个角色只邀请一次，一共不超过五人。")


class TooManyInvitations(DomainError):
    """One draft has sent out more invitations than any application needs."""

    code = "cases.too_many_invitations"
    kind = Kind.CONFLICT
    sentence = _("这份申请已经邀请过很多次，不能再邀请；请先与对方联系，或者重新填写申请。")


class DraftChangedMeanwhile(DomainError):
    """Somebody else changed the same parts of a shared draft since it was read."""

    code = "cases.draft_changed"
    kind = Kind.CONFLICT
    sentence = _("对方刚刚改了同样的内容（%(names)s），请先看清对方的修改，再决定用哪一个。")


class TextChanged(DomainError):
    """What is to be signed is not what was shown."""

    code = "cases.text_changed"
    kind = Kind.CONFLICT
    sentence = _("内容在您阅读后有了改动，请重新阅读，再确认签署。")


class SignaturesMissing(DomainError):
    """Not everybody who applies has signed the text as it stands."""

    code = "cases.signatures_missing"
    kind = Kind.CONFLICT
    sentence = _("还不能提交：%(names)s 还没有确认签署现在的内容。")


class OthersMustAgree(DomainError):
    """A case of several applicants is taken back by all of them."""

    code = "cases.others_must_agree"
    kind = Kind.CONFLICT
    sentence = _("共同申请要各方都同意才能撤回，已经通知其他申请人；都同意后您再撤回。")


class RemindedLately(DomainError):
    """Nobody is reminded more than once a day, and nobody who has signed."""

    code = "cases.reminded_lately"
    kind = Kind.CONFLICT
    sentence = _("对方已经签署，或者今天已经提醒过；明天可以再提醒。")

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about ways of handling, originals and promises."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class ModeNotOffered(DomainError):
    """The item does not offer this way of handling."""

    code = "cases.mode_not_offered"
    sentence = _("这个事项在这种情形下不能选择“%(mode)s”，请改用一般方式。")


class NotDeferrable(DomainError):
    """Only what the published guide lists may follow later (最多跑一次规定 11)."""

    code = "cases.not_deferrable"
    sentence = _("下列材料不在可以容缺后补的范围内，必须现在提交：%(names)s。")


class NothingDeferred(DomainError):
    """A deferral, or a commitment in place of materials, names at least one that is missing."""

    code = "cases.nothing_deferred"
    sentence = _("材料已经齐全，请改用一般方式提交。")


class NothingPromised(DomainError):
    """A promise beside a deferral stands in for at least one material."""

    code = "cases.nothing_promised"
    sentence = _("没有以承诺代替的材料，请改用“容缺受理”。")


class TwiceChosen(DomainError):
    """What is promised is not handed in later as well."""

    code = "cases.twice_chosen"
    sentence = _("同一份材料不能既以承诺代替又后补，请选一种。")


class SignatureUnproven(DomainError):
    """At the counter the applicant signs on paper, which is scanned, or shows a code."""

    code = "cases.signature_unproven"
    sentence = _("请申请人签署承诺书后扫描上传，或者出示到场码。")


class DeferrableMissing(DomainError):
    """A material that may follow has to be said to follow."""

    code = "cases.deferrable_missing"
    sentence = _("还缺少：%(names)s。可以现在提交，也可以选择“容缺受理”后补。")


class TextChanged(DomainError):
    """What was signed is not what holds now."""

    code = "cases.mode_text_changed"
    kind = Kind.CONFLICT
    sentence = _("承诺内容已有变化，请重新阅读后再签署。")


class CommitmentUnsigned(DomainError):
    """The form chose a commitment, or chose none, and the signature says otherwise."""

    code = "cases.commitment_unsigned"
    sentence = _("申请表里选择的办理方式与签署的不一致，请核对后重新签署。")


class NotTrusted(DomainError):
    """Who broke a promise before is not taken at their word until that is repaired."""

    code = "cases.not_trusted"
    kind = Kind.FORBIDDEN
    sentence = _(
        "您有尚未修复的失信记录，不能选择“%(mode)s”。可以用一般方式提交，"
        "也可以在“我的信用承诺”里提出异议或者申请修复。"
    )


class DeferredNotFound(NotFound):
    """The case waits for no such material."""

    code = "cases.deferred_not_found"
    sentence = _("这个办件没有待补交的这份材料。")


class DeferralTooLate(DomainError):
    """The last day is over."""

    code = "cases.deferral_too_late"
    kind = Kind.CONFLICT
    sentence = _("补交期限已过，这份材料不能再补交。")


class DeferredOutstanding(DomainError):
    """Nothing is decided while a deferred material is outstanding."""

    code = "cases.deferred_outstanding"
    kind = Kind.CONFLICT
    sentence = _("容缺的材料还没有补齐，现在不能作出决定：%(names)s。")


class OriginalsUnseen(DomainError):
    """What was decided on copies is handed out only against the originals."""

    code = "cases.originals_unseen"
    kind = Kind.CONFLICT
    sentence = _("信任在先的办件要先核验原件，再送达结果：%(names)s。")


class MaterialNotFound(NotFound):
    """The case has no such material, or it was replaced."""

    code = "cases.material_not_found"
    sentence = _("这个办件没有这份材料，或者已经被替换。")


class OriginalSeen(DomainError):
    """A copy is laid beside its original once."""

    code = "cases.original_seen"
    kind = Kind.CONFLICT
    sentence = _("这份材料的原件已经核验过。")


class OriginalNotNamed(DomainError):
    """A check says which original was seen, where, and if it differs in what."""

    code = "cases.original_not_named"
    sentence = _("请写明核验的是哪份原件、在哪里核验；不符的，写明哪里不符。")


class OriginalNotNow(DomainError):
    """Originals are looked at while the case is open."""

    code = "cases.original_not_now"
    kind = Kind.CONFLICT
    sentence = _("办件已经结束，不能再核验原件。")


class ReuseTooLong(DomainError):
    """A check holds no longer than the item lets it."""

    code = "cases.reuse_too_long"
    sentence = _("沿用期限应当在今天之后，最晚到 %(last)s。")


class CheckNotFound(NotFound):
    """There is no such check, or it is another case's."""

    code = "cases.check_not_found"
    sentence = _("没有找到这项核验或核查。")


class CheckVoided(DomainError):
    """A check is made void once."""

    code = "cases.check_voided"
    kind = Kind.CONFLICT
    sentence = _("这项核验已经作废。")


class CheckNotDue(DomainError):
    """The check of this promise does not stand where this step belongs."""

    code = "cases.check_not_due"
    kind = Kind.CONFLICT
    sentence = _("这项承诺核查现在不能进行这一步。")


class CheckOutstanding(DomainError):
    """A case stays open until its promise has been looked at."""

    code = "cases.check_outstanding"
    kind = Kind.CONFLICT
    sentence = _("承诺还没有核查完毕，现在不能办结归档。")


class OrderIncomplete(DomainError):
    """An order says what was found, what has to be done, and by when."""

    code = "cases.order_incomplete"
    sentence = _("请写明发现的问题、整改要求和整改期限（1 至 60 个工作日）。")

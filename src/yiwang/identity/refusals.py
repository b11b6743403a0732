# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room refuses about evidence, legal persons, mandates and guardians.

Other rooms need not know them: a refusal carries its code, its kind and its sentence.
"""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind

# ── how sure we are who somebody is


class SourceAway(DomainError):
    """A register did not answer in time; nothing was changed."""

    code = "identity.source_away"
    kind = Kind.UNAVAILABLE
    sentence = _("核验系统暂时没有回应，什么都没有改变。请过几分钟再试，或带身份证到窗口核验。")


class NameDiffers(DomainError):
    """Name and resident identity number do not belong together."""

    code = "identity.name_differs"
    sentence = _("姓名和公民身份号码不一致，请按身份证上的写法填写。")


class NotInRegister(DomainError):
    """The population register does not know the number."""

    code = "identity.not_in_register"
    sentence = _("人口库里没有这个公民身份号码，请核对；确认无误的，请带身份证到窗口核验。")


class Deceased(DomainError):
    """The number belongs to somebody who is dead."""

    code = "identity.deceased"
    kind = Kind.FORBIDDEN
    sentence = _("这个公民身份号码的登记人已经去世，不能用来实名。登记有误的，请到派出所更正。")


class MinorNeedsGuardian(DomainError):
    """A minor below the age set may not register alone."""

    code = "identity.minor_needs_guardian"
    kind = Kind.FORBIDDEN
    sentence = _("未满%(age)s周岁的，请由监护人登录自己的账号，在“我照看的人”里添加后代为办理。")


class NumberClaimed(DomainError):
    """Another account is real-name with this number; whose it is is not told."""

    code = "identity.number_claimed"
    kind = Kind.CONFLICT
    sentence = _(
        "这个公民身份号码已经用于另一个账号，不能再绑定。如果那是您自己的账号，请用“找回账号”登录；"
        "如果不是，请带身份证到便民服务中心，核验后号码会归还给您。"
    )


class NotYourNumber(DomainError):
    """The account is known under another number."""

    code = "identity.not_your_number"
    sentence = _("填写的姓名或公民身份号码与这个账号登记的不一致。只能核验您本人的身份。")


class AssuranceNeeded(Forbidden):
    """What was asked for needs a stronger proof of who one is."""

    code = "identity.assurance_needed"
    sentence = _("请先完成实名认证，再做这一步。")


class EvidenceUnknown(DomainError):
    """A kind of evidence that the table does not hold."""

    code = "identity.evidence_unknown"
    sentence = _("没有这种核验方式：%(kind)s。")


class CardNotSeen(DomainError):
    """A clerk has to say that the identity card lay before them."""

    code = "identity.card_not_seen"
    sentence = _("请确认已当面查验本人和身份证原件。")


class ProofTooWeak(DomainError):
    """Lost factors are replaced on proof of the level that somebody was enrolled at."""

    code = "identity.proof_too_weak"
    kind = Kind.CONFLICT
    sentence = _(
        "这个账号是按实名 %(level)s 级开通的，现在查验的材料不够，请按同样的级别重新核验。"
    )


# ── legal persons


class FirmUnknown(DomainError):
    """The register of legal persons does not know the credit code."""

    code = "identity.firm_unknown"
    sentence = _("登记机关没有这个统一社会信用代码的记录，请核对营业执照。")


class FirmRevoked(DomainError):
    """The legal person was dissolved or its licence revoked."""

    code = "identity.firm_revoked"
    kind = Kind.FORBIDDEN
    sentence = _("这家单位已经注销或被吊销，不能再办事。有异议的，请联系登记机关。")


class NotRepresentative(Forbidden):
    """The register names another legal representative."""

    code = "identity.not_representative"
    sentence = _(
        "登记机关登记的法定代表人不是您。请由法定代表人认领后邀请您为经办人；"
        "刚刚变更的，请等登记机关更新后再试。"
    )


class PersonNotMatched(DomainError):
    """Nobody who is real-name here has this name and number."""

    code = "identity.person_not_matched"
    sentence = _("没有找到姓名和公民身份号码相符、并且已经实名的人，请核对，或请对方先完成实名。")


class RightMissing(Forbidden):
    """The legal person, or the mandate, does not let the actor do this."""

    code = "identity.right_missing"
    sentence = _("对方没有授权您做这一项：%(right)s。")


# ── mandates and guardians


class ActingEnded(Forbidden):
    """The mandate, the role or the guardianship that one acted under is over."""

    code = "identity.acting_ended"
    sentence = _("您代办的授权已经结束，这一步没有执行。请刷新页面，之后将以您本人的身份办事。")


class MandateUnclear(DomainError):
    """A mandate says for what, from when to when, and what the agent may do."""

    code = "identity.mandate_unclear"
    sentence = _("请写明委托的事项、起止日期和可以代办的内容。")


class MandateTooLong(DomainError):
    """A mandate ends after so many days at most."""

    code = "identity.mandate_too_long"
    sentence = _("委托期限最长%(days)s天，可以到期后再次委托。")


class MandateNotSigned(DomainError):
    """The principal states expressly that they give the mandate."""

    code = "identity.mandate_not_signed"
    sentence = _("请先阅读委托书全文，并勾选“我自愿委托”。")


class MandateToOneself(DomainError):
    """Nobody is their own agent."""

    code = "identity.mandate_to_oneself"
    sentence = _("不能委托自己。")


class AgentUnfit(DomainError):
    """An agent is of age and real-name."""

    code = "identity.agent_unfit"
    sentence = _("代办人须年满十八周岁并已实名。")


class PrincipalUnfit(Forbidden):
    """A minor gives no mandate; somebody who acts for another passes none on."""

    code = "identity.principal_unfit"
    sentence = _("只有年满十八周岁、以本人身份办事的人可以委托他人，不能转委托。")


class MandateOver(DomainError):
    """The mandate has ended, was declined, or has not begun."""

    code = "identity.mandate_over"
    kind = Kind.CONFLICT
    sentence = _("这份委托现在无效：可能已撤销、已到期或还没有开始。")


class OutsideMandate(Forbidden):
    """The item is not one that the mandate names."""

    code = "identity.outside_mandate"
    sentence = _("委托书里没有这个事项，不能代办。请本人办理，或请委托人另行委托。")


class WrongCode(DomainError):
    """The code is wrong, too old, or was tried too often."""

    code = "identity.wrong_code"
    sentence = _("验证码不正确或已经失效。")


class NotAMinor(DomainError):
    """A guardian acts for minors only."""

    code = "identity.not_a_minor"
    sentence = _("监护关系只能登记给未满十八周岁的人；成年人请办理委托。")


class NotTheGuardian(DomainError):
    """The household register does not show the guardianship."""

    code = "identity.not_the_guardian"
    sentence = _("户籍信息没有显示您是这个孩子的监护人。请带户口簿或出生医学证明到窗口核验。")


class GuardianshipExists(DomainError):
    """The guardianship stands already."""

    code = "identity.guardianship_exists"
    kind = Kind.CONFLICT
    sentence = _("这个孩子已经在您照看的人里。")


class AlreadyStated(DomainError):
    """A staff member says once which person they are."""

    code = "identity.already_stated"
    kind = Kind.CONFLICT
    sentence = _("您已经登记过本人身份，不能再改。")


class PersonServesAlready(DomainError):
    """Another staff member has said to be this person."""

    code = "identity.person_serves_already"
    kind = Kind.CONFLICT
    sentence = _("另一名工作人员已经登记了这个身份号码，请联系本部门管理员核实。")

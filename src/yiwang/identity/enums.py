# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of persons and roles, with the values the standards give them."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalPersonKind(models.TextChoices):
    """Kind of an organization that applies; the digits are the service objects of GB/T 39046."""

    ENTERPRISE = "2", _("企业法人")
    INSTITUTION = "3", _("事业法人")
    SOCIAL_ORGANIZATION = "4", _("社会组织法人")
    ADMINISTRATIVE_BODY = "5", _("行政机关")
    OTHER = "6", _("其他组织")


class HandlerRole(models.TextChoices):
    """In what role a natural person acts for a legal person."""

    REPRESENTATIVE = "representative", _("法定代表人")
    HANDLER = "handler", _("经办人")


class ActivationState(models.TextChoices):
    """How far a staff account has come before somebody takes it into use."""

    WAITING = "waiting", _("未发激活码")
    ISSUED = "issued", _("已发激活码")
    EXPIRED = "expired", _("激活码已过期")


class ApplicantKind(models.TextChoices):
    """Whether an applicant is a natural or a legal person."""

    NATURAL = "natural", _("自然人")
    LEGAL = "legal", _("法人和其他组织")


class Purpose(StrEnum):
    """Why somebody reads a citizen's personal data; the code goes to the ledger."""

    CASE_HANDLING = "case_handling"
    CASE_SEARCH = "case_search"
    RECORD_LOOKUP = "record_lookup"
    COUNTER_SERVICE = "counter_service"
    IDENTITY_CHECK = "identity_check"
    SUPERVISION = "supervision"
    DATA_SUBJECT_REQUEST = "data_subject_request"
    EVIDENCE_LOOKUP = "evidence_lookup"
    """To spare an applicant materials and fields that government has already."""
    RULE_CHECK = "rule_check"
    """To check by rule what an application says."""
    CO_APPLICATION = "co_application"
    """To apply together with somebody who shares their draft."""


class SignInRefusal(StrEnum):
    """Why a sign-in failed; for the ledger only, the person is told one sentence for all."""

    NO_SUCH_LOGIN = "no_such_login"
    WRONG_SECRET = "wrong_secret"
    INACTIVE = "inactive"
    WRONG_DOOR = "wrong_door"
    LOCKED = "locked"


class HandlerRight(models.TextChoices):
    """What a handler of a legal person, or an agent under a mandate, may do."""

    APPLY = "apply", _("提交申请和补正")
    TRACK = "track", _("查看进度")
    WITHDRAW = "withdraw", _("撤回申请")
    RECEIVE = "receive", _("领取结果文书")
    MANAGE_HANDLERS = "manage_handlers", _("管理经办人")


AGENT_RIGHTS = frozenset(HandlerRight) - {HandlerRight.MANAGE_HANDLERS}
"""What a mandate can give; handlers are a matter of legal persons only."""


class FirmStatus(models.TextChoices):
    """Whether a legal person exists, as its register says."""

    ACTIVE = "active", _("存续")
    REVOKED = "revoked", _("已注销或吊销")


class Verdict(StrEnum):
    """What a population source answers about a name and a resident identity number."""

    AGREES = "agrees"
    NAME_DIFFERS = "name_differs"
    UNKNOWN = "unknown"
    DECEASED = "deceased"


class Evidence(StrEnum):
    """The kinds of evidence that this room itself records; the table may hold more."""

    POPULATION_CHECK = "population_check"
    COUNTER_CARD = "counter_card"
    COUNTER_REGISTRATION = "counter_registration"
    PASSKEY = "passkey"
    TRANSFERRED = "transferred"


class EvidenceEnd(models.TextChoices):
    """Why evidence counts no more."""

    EXPIRED = "expired", _("有效期届满")
    REPLACED = "replaced", _("已有更新的核验")
    WITHDRAWN = "withdrawn", _("已撤销")


class MandateState(models.TextChoices):
    """Where a mandate stands in its life."""

    UNCONFIRMED = "unconfirmed", _("待委托人验证码确认")
    OFFERED = "offered", _("待代办人接受")
    ACTIVE = "active", _("有效")
    DECLINED = "declined", _("代办人未接受")
    REVOKED = "revoked", _("已撤销")
    EXPIRED = "expired", _("已到期")


class MandateForm(models.TextChoices):
    """How a mandate was given."""

    ONLINE = "online", _("网上签署")
    PAPER = "paper", _("书面委托书")


class MandateSide(StrEnum):
    """Who ended a mandate."""

    PRINCIPAL = "principal"
    AGENT = "agent"
    STATION = "station"
    SYSTEM = "system"


class AgentKind(StrEnum):
    """Who acts under a mandate."""

    PERSON = "person"
    FIRM = "firm"
    STATION = "station"


class GuardianProof(models.TextChoices):
    """What a guardianship rests on."""

    HOUSEHOLD = "household", _("户籍信息比对一致")
    COUNTER = "counter", _("窗口核验证明材料")


class ActingKind(StrEnum):
    """In whose name somebody acts."""

    ONESELF = "oneself"
    FIRM = "firm"
    MANDATE = "mandate"
    WARD = "ward"


class TextKind(models.TextChoices):
    """A text about data and the service; the third is agreed to by itself (PIPL, art. 29)."""

    NOTICE = "notice", _("个人信息保护告知书")
    TERMS = "terms", _("服务协议")
    SENSITIVE = "sensitive", _("敏感个人信息处理单独同意书")


class ExportState(models.TextChoices):
    """How a copy of one's data stands."""

    ASKED = "asked", _("正在准备")
    READY = "ready", _("可以下载")
    GONE = "gone", _("已过期删除")


class CorrectedField(models.TextChoices):
    """What somebody says is wrong."""

    NAME = "name", _("姓名")
    NUMBER = "number", _("公民身份号码")


class CorrectionState(models.TextChoices):
    """What became of a request to correct data."""

    COUNTER = "counter", _("请到窗口核验")
    DONE = "done", _("已更正")
    REFUSED = "refused", _("核验后无需更正")
    CANCELLED = "cancelled", _("本人撤回")

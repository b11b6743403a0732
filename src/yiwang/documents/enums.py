# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of files and of what government writes to people."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a file is, by its content; the value is what ``DOCUMENT_KINDS`` lists."""

    PDF = "pdf", _("PDF 文档")
    JPEG = "jpeg", _("JPEG 图片")
    PNG = "png", _("PNG 图片")
    OFD = "ofd", _("OFD 版式文档")
    DOCX = "docx", _("Word 文档")
    XLSX = "xlsx", _("Excel 表格")
    ZIP = "zip", _("ZIP 压缩包")
    DWG = "dwg", _("DWG 图纸")
    MP4 = "mp4", _("MP4 视频")


class ScanState(TextChoices):
    """What the virus scanner said of a file."""

    OFF = "off", _("未启用查毒")
    PENDING = "pending", _("等待查毒")
    CLEAN = "clean", _("未发现病毒")
    INFECTED = "infected", _("发现病毒")


class NoticeKind(TextChoices):
    """What government writes to an applicant or a party, or writes down with them, in one case."""

    APPLICATION = "application", _("申请表")
    RECEIPT = "receipt", _("收件凭证")
    ACCEPTANCE = "acceptance", _("受理通知书")
    CORRECTION = "correction", _("一次性补正告知书")
    NOT_ACCEPTED = "not_accepted", _("不予受理决定书")
    NOT_COMPETENT = "not_competent", _("不属于本机关职权范围告知书")
    SPECIAL_PROCEDURE = "special_procedure", _("特别程序告知书")
    EXTENSION = "extension", _("延长办理期限告知书")
    SITE_CHECK = "site_check", _("现场核查记录")
    COMMITMENT = "commitment", _("告知承诺书")
    GRANTED = "granted", _("准予决定书")
    REFUSED = "refused", _("不予决定书")
    TERMINATION = "termination", _("终止办理通知书")
    MEASURE_NOTICE = "measure_notice", _("拟撤回撤销事先告知书")
    MEASURE_DECISION = "measure_decision", _("撤回、撤销、注销决定书")
    ACCEPTANCE_WITHDRAWN = "unaccepted", _("撤销受理决定书")
    ORIGINALS_MISMATCH = "originals_mismatch", _("原件核验不符通知书")
    CORRECTION_ORDER = "correction_order", _("责令限期整改通知书")
    PROMISE_BROKEN = "promise_broken", _("撤销决定告知书")
    SERVICE_RECORD = "service_record", _("送达回证")
    CERTIFICATE = "certificate", _("许可证件")
    PARTY_RIGHTS = "party_rights", _("利害关系人权利告知书")
    PARTY_DECISION = "party_decision", _("利害关系人决定告知书")


FOR_STAFF_ONLY = frozenset({NoticeKind.SITE_CHECK, NoticeKind.SERVICE_RECORD})
"""What the office writes for its own file; applicants are not shown it."""


NOT_SERVED = FOR_STAFF_ONLY | {NoticeKind.APPLICATION}
"""What nobody serves: the office's own records, and what the applicant wrote."""


FOR_PARTIES = frozenset({NoticeKind.PARTY_RIGHTS, NoticeKind.PARTY_DECISION})
"""What is written to those whose interests a case touches; applicants never see it."""


RESULTS = frozenset({NoticeKind.GRANTED, NoticeKind.REFUSED, NoticeKind.CERTIFICATE})
"""What a case ends in; who acts for somebody needs the right to receive it."""


class Matter(TextChoices):
    """What sort of administrative act a decision is; it chooses the words of the decision."""

    LICENCE = "licence", _("行政许可")
    REGISTRATION = "registration", _("登记")
    CONFIRMATION = "confirmation", _("行政确认")
    BENEFIT = "benefit", _("行政给付")
    REWARD = "reward", _("行政奖励")
    RULING = "ruling", _("行政裁决")
    OTHER = "other", _("其他行政权力")
    SERVICE = "service", _("公共服务")


CHINESE: Final = "zh-hans"
"""The language of originals, which count; every other is added with a template, as data."""

TRANSLATED: Final = frozenset(NoticeKind) - {NoticeKind.SITE_CHECK}
"""What can be had in another language: not what the office alone writes for its own file."""

ONLY_TRANSLATED: Final = frozenset({NoticeKind.CERTIFICATE})
"""What has no template in Chinese: its sheet is ours, and a translation is a sheet of words."""


class TranslationState(TextChoices):
    """How a translation stands."""

    WAITING = "waiting", _("正在生成")
    READY = "ready", _("已出具")
    LACKING = "lacking", _("没有这种语言的模板")
    FAILED = "failed", _("模板排不出来")


class WishedAt(TextChoices):
    """Where somebody stated in which language they want translations."""

    ACCOUNT = "account", _("账户里")
    APPLICATION = "application", _("申请时")
    COUNTER = "counter", _("窗口")


class TemplateState(TextChoices):
    """Where a version of a template stands."""

    DRAFT = "draft", _("草稿")
    PROPOSED = "proposed", _("待发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已停用")


class LogoState(TextChoices):
    """Where a logo of a department stands."""

    PROPOSED = "proposed", _("待发布")
    PUBLISHED = "published", _("已发布")
    RETURNED = "returned", _("未采用")
    WITHDRAWN = "withdrawn", _("已停用")


class ServiceWay(TextChoices):
    """How a document is served. Source: 民事诉讼法 (2023) 88–95 and 283."""

    DIRECT = "direct", _("直接送达")
    LEAVING = "leaving", _("留置送达")
    ELECTRONIC = "electronic", _("电子送达")
    POST = "post", _("邮寄送达")
    ENTRUSTED = "entrusted", _("委托送达")
    TRANSMITTED = "transmitted", _("转交送达")
    PUBLIC_NOTICE = "notice", _("公告送达")


class Receiver(TextChoices):
    """Who signed for what was served. Source: 民事诉讼法 (2023) 88."""

    SELF = "self", _("受送达人本人")
    FAMILY = "family", _("同住成年家属")
    HEAD = "head", _("法定代表人或者主要负责人")
    MAIL_ROOM = "mail_room", _("单位负责收件的人")
    AGENT = "agent", _("代理人")
    APPOINTED = "appointed", _("受送达人指定的代收人")


class Transmitter(TextChoices):
    """Whose unit hands a document on. Source: 民事诉讼法 (2023) 92 and 93."""

    SOLDIER = "soldier", _("军人所在部队团以上单位的政治机关")
    PRISONER = "prisoner", _("被监禁的人所在的监所")
    EDUCATED = "educated", _("被强制性教育的人所在的教育机构")


class NoticeGround(TextChoices):
    """Why a document may be served by public notice. Source: 民事诉讼法 (2023) 95."""

    MISSING = "missing", _("受送达人下落不明")
    NO_OTHER_WAY = "no_other_way", _("用其他方式无法送达")


class ServiceState(TextChoices):
    """How an attempt to serve stands."""

    UNDERWAY = "underway", _("送达中")
    SERVED = "served", _("已送达")
    FAILED = "failed", _("未能送达")

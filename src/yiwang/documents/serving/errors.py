# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about serving documents."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class ServiceNotFound(NotFound):
    """There is no such attempt, or the actor may not know of it."""

    code = "documents.service_not_found"
    sentence = _("没有找到这次送达的记录。")


class ServiceInvalid(DomainError):
    """What the law wants of this way of serving is not stated; ``errors`` name the places."""

    code = "documents.service_invalid"
    sentence = _("送达记录还不完整：%(summary)s")


class ConsentMissing(DomainError):
    """Electronic service needs the recipient's agreement (民事诉讼法 90)."""

    code = "documents.service_consent_missing"
    kind = Kind.CONFLICT
    sentence = _("受送达人没有同意电子送达，请换一种方式送达，或者请其在“我的送达”里确认。")


class ServedBefore(DomainError):
    """The document was served; service has one moment."""

    code = "documents.served_before"
    kind = Kind.CONFLICT
    sentence = _("文书已经送达，送达日期只有一个，不能再次送达。")


class ServiceUnderway(DomainError):
    """Another attempt has not ended."""

    code = "documents.service_underway"
    kind = Kind.CONFLICT
    sentence = _("这份文书正在送达，请先登记那一次的结果。")


class ServiceEnded(DomainError):
    """The attempt has ended."""

    code = "documents.service_ended"
    kind = Kind.CONFLICT
    sentence = _("这次送达已经结束，不能再改。")


class OtherWaysFirst(DomainError):
    """Public notice comes last (民事诉讼法 95)."""

    code = "documents.other_ways_first"
    kind = Kind.CONFLICT
    sentence = _("以“用其他方式无法送达”为由公告送达的，须先有其他方式未能送达的记录。")


class PageNotReady(DomainError):
    """The page is being set; nobody can receive it yet."""

    code = "documents.page_not_ready"
    kind = Kind.CONFLICT
    sentence = _("文书正在排版，稍后再送达。")


class OnlyOneself(Forbidden):
    """Agreement to electronic service is one's own, or the firm's; an agent does not give it."""

    code = "documents.only_oneself"
    sentence = _("是否同意电子送达由受送达人自己决定，代办人不能代为确认。")

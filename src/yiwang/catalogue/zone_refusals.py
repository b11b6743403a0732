# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What zones and windows refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class TopicNotFound(NotFound):
    """There is no topic of life with this code."""

    code = "catalogue.topic_not_found"
    sentence = _("没有这个专区。")


class NotYourWindow(Forbidden):
    """The post does not run the site of this place."""

    code = "catalogue.not_your_window"
    sentence = _("您没有维护这个地方窗口的权限。")


class WindowInvalid(DomainError):
    """The name, the notice or the emblem of a site cannot be taken."""

    code = "catalogue.window_invalid"
    sentence = _(
        "窗口内容填写有误：名称1到40个字，口号不超过80个字，标徽须是您上传的PNG或JPEG图片。"
    )


class NoticeInvalid(DomainError):
    """A notice has a title and a text, and ends after today."""

    code = "catalogue.notice_invalid"
    sentence = _("公告填写有误：标题1到100个字，正文1到4000个字，截止日期须在今天之后。")


class NoticeNotFound(NotFound):
    """There is no such notice, or it is not published."""

    code = "catalogue.notice_not_found"
    sentence = _("没有找到这条公告。")


class NoticeNotDraft(DomainError):
    """Only a draft is published, only what is published is taken down."""

    code = "catalogue.notice_not_draft"
    kind = Kind.CONFLICT
    sentence = _("这条公告的状态已经变了，请刷新后再试。")


class OutsideNotFound(NotFound):
    """There is no such entry."""

    code = "catalogue.outside_not_found"
    sentence = _("没有找到这个外部服务。")


class OutsideInvalid(DomainError):
    """An entry has a title, an owner and an address that leads to a public site."""

    code = "catalogue.outside_invalid"
    sentence = _(
        "外部服务填写有误：要有名称、提供单位和 https:// 开头的公开网址，"
        "网址里不能有账号、端口或者IP地址。"
    )


class OutsideKnown(DomainError):
    """The place has this address already."""

    code = "catalogue.outside_known"
    kind = Kind.CONFLICT
    sentence = _("这个地方已经有同样网址的外部服务。")


class OutsideDecided(DomainError):
    """Somebody has decided it meanwhile."""

    code = "catalogue.outside_decided"
    kind = Kind.CONFLICT
    sentence = _("这个外部服务已经处理过了，请刷新后再看。")


class OwnProposal(Forbidden):
    """Who proposed an entry does not approve it."""

    code = "catalogue.own_proposal"
    sentence = _("您提出的外部服务要由别人审核。")

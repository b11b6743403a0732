# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room refuses about people's own data.

Other rooms need not know them: a refusal carries its code, its kind and its sentence.
"""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind, NotFound


class QuestionNotFound(NotFound):
    """There is no such question about a read, or it is for others to see."""

    code = "identity.question_not_found"
    sentence = _("没有找到这条询问。")


class ReadNotFound(NotFound):
    """There is no such read of the data of whoever asks."""

    code = "identity.read_not_found"
    sentence = _("没有找到这条查看记录。")


class QuestionAsked(DomainError):
    """A read is asked about once."""

    code = "identity.question_asked"
    kind = Kind.CONFLICT
    sentence = _("您已经问过这条记录，请等待答复。")


class QuestionAnswered(DomainError):
    """A question has one answer."""

    code = "identity.question_answered"
    kind = Kind.CONFLICT
    sentence = _("这条询问已经答复。")


class WordsMissing(DomainError):
    """A question or an answer without words, or with too many."""

    code = "identity.words_missing"
    kind = Kind.INVALID
    sentence = _("请写明内容，最多一千字。")


class TextNotFound(NotFound):
    """No such version of a text is in force."""

    code = "identity.text_not_found"
    sentence = _("没有找到这个版本的文本，请刷新后重试。")


class ConsentNotGiven(DomainError):
    """What was not agreed to cannot be taken back."""

    code = "identity.consent_not_given"
    kind = Kind.CONFLICT
    sentence = _("您没有同意过这一项，无需撤回。")


class ExportUnderWay(DomainError):
    """A copy is being prepared, or one of today can be downloaded."""

    code = "identity.export_under_way"
    kind = Kind.CONFLICT
    sentence = _("副本正在准备，或者今天已经准备过一份，请直接下载。")


class ExportNotFound(NotFound):
    """There is no such copy, it is somebody else's, or its days are over."""

    code = "identity.export_not_found"
    sentence = _("没有找到这份副本：可能已经过期删除，请重新申请。")


class CorrectionUnderWay(DomainError):
    """The same thing is being corrected."""

    code = "identity.correction_under_way"
    kind = Kind.CONFLICT
    sentence = _("这一项已经申请更正，请先到窗口核验，或者撤回申请。")


class CorrectionNotFound(NotFound):
    """No request has this code, or it has come to its end."""

    code = "identity.correction_not_found"
    sentence = _("没有找到这个更正申请，请核对申请码。")


class NothingToCorrect(DomainError):
    """What was given is what is known."""

    code = "identity.nothing_to_correct"
    kind = Kind.CONFLICT
    sentence = _("您填写的与现有资料一致，无需更正。")


class MattersOpen(DomainError):
    """An account cannot be closed while something is under way."""

    code = "identity.matters_open"
    kind = Kind.CONFLICT
    sentence = _("您还有 %(count)s 件事没有办完（%(names)s）。办完或者撤回以后才能注销账号。")


class ClosingUnderWay(DomainError):
    """The account is about to be closed."""

    code = "identity.closing_under_way"
    kind = Kind.CONFLICT
    sentence = _("您已经申请注销账号。")


class NoClosing(NotFound):
    """Nobody asked to close this account."""

    code = "identity.no_closing"
    sentence = _("没有正在进行的注销申请。")

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about batches of papers."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, NotFound


class PaperBatchNotFound(NotFound):
    """There is none that this post asked for."""

    code = "cases.paper_batch_not_found"
    sentence = _("没有找到这一批文书。")


class NoCaseChosen(DomainError):
    """The choice fits no case."""

    code = "cases.paper_batch_empty"
    sentence = _("没有符合条件的办件，请放宽条件。")


class TooManyCases(DomainError):
    """A batch has a limit, so that its files stay printable."""

    code = "cases.paper_batch_too_large"
    sentence = _("一批最多 %(most)d 件，这些条件选出的更多，请缩小范围。")


class VersionNotPublished(DomainError):
    """The version is none that is published for this kind, department and item."""

    code = "cases.paper_version_not_published"
    sentence = _("选的模板版本不能用于这批文书：它没有发布、已经停用，或者只用于别的事项。")


class KindNotInBatches(DomainError):
    """Only kinds that follow from the rows of a case are made in batches."""

    code = "cases.paper_kind_not_in_batches"
    sentence = _("这种文书不能批量生成，请选择另一种。")


class PaperFailed(DomainError):
    """Something of ours went wrong over one case; the log says what."""

    code = "cases.paper_failed"
    sentence = _("系统出错，这份文书没有生成。请把这一批的编号告诉系统管理员。")

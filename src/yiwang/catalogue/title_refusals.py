# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused about titles that items cite and the law corpus does not have."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, NotFound


class CitedTitleNotFound(NotFound):
    """No item cites this title, the corpus has it, or nobody has settled it."""

    code = "catalogue.cited_title_not_found"
    sentence = _("没有事项引用这个名称，或者它已在法律库里，或者还没有处理过。")


class SettlementInvalid(DomainError):
    """Another name needs a law of the corpus, a rule kept elsewhere a public address."""

    code = "catalogue.settlement_invalid"
    sentence = _("填写有误：别名要写法律库里有的法律名称，库外规定要写 https:// 开头的公开网址。")

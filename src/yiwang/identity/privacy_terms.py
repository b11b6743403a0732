# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers about personal data that an installation may choose; the table holds what it chose."""

from enum import StrEnum

from yiwang.identity.models import PrivacyTerm


class Term(StrEnum):
    """A number of days, unless its name says otherwise."""

    CLOSING_DAYS = "closing_days"
    EXPORT_DAYS = "export_days"
    ANSWER_DAYS = "answer_days"
    READER_SHOWN = "reader_shown"


DEFAULTS: dict[Term, tuple[int, str]] = {
    Term.CLOSING_DAYS: (15, "注销冷静期；GB/T 35273—2020 8.5 要求十五个工作日内完成核查和处理"),
    Term.EXPORT_DAYS: (7, "副本保留的天数，够下载就不再多留（《个人信息保护法》第十九条）"),
    Term.ANSWER_DAYS: (15, "答复本人查询的期限（《个人信息保护法》第五十条要求及时）"),
    Term.READER_SHOWN: (1, "0 部门和岗位，1 加工号末四位，2 加姓名"),
}


def term(name: Term) -> int:
    """Return what the installation chose, or the default; one query."""
    chosen = PrivacyTerm.objects.filter(pk=name.value).values_list("value", flat=True).first()
    return DEFAULTS[name][0] if chosen is None else chosen


def load_terms() -> int:
    """Store the terms; what was edited is kept. Return how many there are."""
    rows = [
        PrivacyTerm(code=name.value, value=value, basis=basis)
        for name, (value, basis) in DEFAULTS.items()
    ]
    PrivacyTerm.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a notice must say by law, looked for in what a reader of the page reads.

Not the source is searched but the finished page: whatever way a template is written, what it
leaves out is not there.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from yiwang.documents.enums import NoticeKind
from yiwang.documents.typesetting import shown
from yiwang.foundation.written_days import written_day

LICENSING = "《中华人民共和国行政许可法》"
REVIEW = "《中华人民共和国行政复议法》第二十条、《中华人民共和国行政诉讼法》第四十六条"
PROCEDURE = "《中华人民共和国民事诉讼法》第八十七条"
PROMISE = "《关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》"
PIECE: Final = 12
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Required:
    """One thing that has to be on the page.

    :param article: that wants it
    :param paths: where its words stand in the page's data; after "=" the words themselves
    """

    name: str | Promise
    article: str
    paths: tuple[str, ...]


_DATED = Required(
    gettext_lazy("作出机关和日期"), f"{LICENSING}第三十二条第二款", ("department.name", "issued_on")
)
_CASE = Required(
    gettext_lazy("办件编号和当事人"),
    f"{LICENSING}第三十二条第二款",
    ("case.number", "case.applicant.name"),
)
_REMEDIES = Required(
    gettext_lazy("不服决定的救济途径和期限"),
    REVIEW,
    ("remedies.reconsideration", "remedies.court", "=六十日", "=六个月", "=行政复议", "=行政诉讼"),
)
_REFUSAL = Required(
    gettext_lazy("申请行政复议或者提起行政诉讼的权利"),
    f"{LICENSING}第三十八条第二款",
    _REMEDIES.paths,
)
_NUMBERED = Required(gettext_lazy("文书编号"), f"{LICENSING}第三十二条第二款", ("number",))
_PROVEN = Required(gettext_lazy("每页下方的文书核验码"), "《中华人民共和国电子签名法》第五条", ())
"""At the foot of every sheet, so that each can be checked by itself."""


def _law(article: str) -> str:
    return LICENSING + article


OF_KIND: Final[Mapping[NoticeKind, tuple[Required, ...]]] = {
    NoticeKind.APPLICATION: (
        Required(gettext_lazy("办件编号和申请人"), _law("第二十九条"), _CASE.paths),
        Required(
            gettext_lazy("申请的内容和材料"),
            _law("第三十一条"),
            ("notice.sections.rows.label", "notice.sections.rows.value", "notice.files.name"),
        ),
    ),
    NoticeKind.RECEIPT: (
        _CASE,
        _DATED,
        Required(gettext_lazy("收到的材料"), _law("第三十二条"), ("notice.materials.name",)),
        Required(
            gettext_lazy("告知是否受理的期限"),
            _law("第三十二条第一款第四项"),
            ("notice.answer_due_on",),
        ),
        Required(gettext_lazy("查询码"), _law("第三十三条"), ("notice.query_code",)),
    ),
    NoticeKind.ACCEPTANCE: (
        _CASE,
        _DATED,
        Required(gettext_lazy("作出决定的期限"), _law("第四十二条"), ("notice.due_on",)),
    ),
    NoticeKind.CORRECTION: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("需要补正的全部内容"),
            _law("第三十二条第一款第四项"),
            ("notice.entries.name", "notice.entries.what"),
        ),
        Required(gettext_lazy("补正的期限"), _law("第三十二条"), ("notice.answer_due_on",)),
    ),
    NoticeKind.NOT_ACCEPTED: (
        _CASE,
        _DATED,
        Required(gettext_lazy("不予受理的理由"), _law("第三十二条"), ("notice.explanation",)),
        _REMEDIES,
    ),
    NoticeKind.NOT_COMPETENT: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("应当向哪个机关申请"),
            _law("第三十二条第一款第二项"),
            ("notice.competent_body",),
        ),
        _REMEDIES,
    ),
    NoticeKind.SPECIAL_PROCEDURE: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("特别程序所需的时间和依据"),
            _law("第四十五条"),
            ("notice.procedure", "notice.expected_workdays", "notice.basis.law"),
        ),
    ),
    NoticeKind.EXTENSION: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("延长期限的理由和新的期限"),
            _law("第四十二条第一款"),
            ("notice.reason", "notice.new_due_on"),
        ),
    ),
    NoticeKind.SITE_CHECK: (
        Required(gettext_lazy("办件编号和当事人"), _law("第三十四条"), _CASE.paths),
        Required(
            gettext_lazy("两名以上核查人员"), _law("第三十四条第三款"), ("notice.inspectors.name",)
        ),
        Required(
            gettext_lazy("核查的内容和结论"),
            _law("第三十四条第三款"),
            ("notice.findings.item", "notice.conclusion"),
        ),
    ),
    NoticeKind.COMMITMENT: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("告知的条件和不履行承诺的后果"),
            PROMISE,
            ("notice.conditions", "notice.consequences"),
        ),
        Required(gettext_lazy("承诺的内容"), PROMISE, ("notice.promises",)),
    ),
    NoticeKind.GRANTED: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("决定的内容"),
            _law("第三十八条第一款"),
            ("words.granted", "notice.content"),
        ),
        Required(gettext_lazy("法律依据"), _law("第三十八条第一款"), ("notice.bases.law",)),
        Required(
            gettext_lazy("被许可人应当遵守的要求和生效条件"),
            _law("第三十八条第一款"),
            ("notice.conditions", "notice.originals"),
        ),
        _REMEDIES,
    ),
    NoticeKind.REFUSED: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("不予许可的决定和理由"),
            _law("第三十八条第二款"),
            ("words.refused", "notice.reasons"),
        ),
        Required(gettext_lazy("法律依据"), _law("第三十八条第二款"), ("notice.bases.law",)),
        _REFUSAL,
    ),
    NoticeKind.TERMINATION: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("终止的日期和说明"),
            _law("第三十二条"),
            ("notice.ended_on", "notice.explanation"),
        ),
        _REMEDIES,
    ),
    NoticeKind.MEASURE_NOTICE: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("拟作出的决定、事实和依据"),
            _law("第六十九条"),
            ("notice.measure", "notice.facts", "notice.ground", "notice.basis.law"),
        ),
        Required(
            gettext_lazy("陈述和申辩的权利和期限"),
            _law("第七条"),
            ("=陈述", "=申辩", "notice.answer_due_on"),
        ),
    ),
    NoticeKind.MEASURE_DECISION: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("决定、事实、理由和依据"),
            _law("第六十九条、第七十条"),
            ("notice.measure", "notice.facts", "notice.reasons", "notice.basis.law"),
        ),
        Required(gettext_lazy("生效日期"), _law("第六十九条、第七十条"), ("notice.effective_on",)),
        Required(gettext_lazy("对陈述和申辩的答复"), _law("第七条"), ("notice.statement_answer",)),
        Required(gettext_lazy("补偿"), _law("第八条第二款"), ("notice.compensation",)),
        _REMEDIES,
    ),
    NoticeKind.ACCEPTANCE_WITHDRAWN: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("未补交的材料和撤销的日期"),
            _law("第三十二条"),
            ("notice.missing.name", "notice.withdrawn_on"),
        ),
        _REMEDIES,
    ),
    NoticeKind.ORIGINALS_MISMATCH: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("与原件不符的材料"),
            _law("第三十一条"),
            ("notice.lines.name", "notice.lines.what"),
        ),
        _REMEDIES,
    ),
    NoticeKind.CORRECTION_ORDER: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("发现的问题、整改要求和期限"),
            PROMISE,
            ("notice.findings", "notice.order", "notice.correct_by_on"),
        ),
        _REMEDIES,
    ),
    NoticeKind.PROMISE_BROKEN: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("撤销的事实、理由和日期"),
            PROMISE,
            ("notice.findings", "notice.reasons", "notice.revoked_on"),
        ),
        _REMEDIES,
    ),
    NoticeKind.PARTY_RIGHTS: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("事项与利害关系人的关系"),
            _law("第三十六条"),
            ("case.item_name", "notice.stake"),
        ),
        Required(gettext_lazy("陈述和申辩的权利"), _law("第七条、第三十六条"), ("=陈述", "=申辩")),
        Required(
            gettext_lazy("要求听证的权利和期限"), _law("第四十七条"), ("notice.ask_hearing_by",)
        ),
    ),
    NoticeKind.PARTY_DECISION: (
        _CASE,
        _DATED,
        Required(
            gettext_lazy("作出的是哪一份决定"),
            _law("第七条、第三十八条"),
            ("notice.decision_title", "notice.decision_number", "notice.decided_on"),
        ),
        Required(gettext_lazy("对所提意见的答复"), _law("第三十六条"), ("notice.answers.answer",)),
        _REMEDIES,
    ),
    NoticeKind.CERTIFICATE: (
        Required(gettext_lazy("持证人"), _law("第三十九条"), ("case.applicant.name",)),
        _DATED,
        Required(
            gettext_lazy("证件记载的内容和有效期"),
            _law("第三十九条"),
            ("notice.name", "notice.fields.name", "notice.fields.value", "notice.valid_from"),
        ),
    ),
    NoticeKind.SERVICE_RECORD: (
        Required(gettext_lazy("办件编号和受送达人"), PROCEDURE, _CASE.paths),
        Required(
            gettext_lazy("送达的文书和收到的日期"),
            PROCEDURE,
            ("notice.documents.title", "notice.served_at"),
        ),
    ),
}
"""Every kind that staff may write templates for; of a certificate translations alone."""


def missing_in(pdf: bytes, page: Mapping[str, Any]) -> list[Required]:
    """Return what the law wants on this page and nobody can read there."""
    sheets = [_bare(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]
    wanted = [*OF_KIND[NoticeKind(page["kind"])], *([_NUMBERED] if page["number"] else [])]
    missing = [
        each for each in wanted if not all(_reads(sheets, text) for text in _texts(each, page))
    ]
    code = _bare(str(page["verification_code"]))
    return missing if all(code in sheet for sheet in sheets) else [*missing, _PROVEN]


def in_words(missing: list[Required]) -> list[str]:
    """Return a sentence for each thing that is missing, with the article that wants it."""
    return [
        _("缺少“%(name)s”：%(article)s要求写明。") % {"name": each.name, "article": each.article}
        for each in missing
    ]


def _texts(required: Required, page: Mapping[str, Any]) -> Iterator[str]:
    has_none = not page.get("remedies") or page["notice"].get("cause") == "withdrawn"
    if has_none and required.paths == _REMEDIES.paths:
        return
    days = page.get("days")
    for path in required.paths:
        if path.startswith("="):
            # Words of the law; a translation says them in words of its own.
            yield from () if days else _bare_texts(path[1:], {})
        else:
            yield from _bare_texts(_at(page, path.split(".")), days or {})


def _at(value: Any, path: list[str]) -> Any:
    if isinstance(value, list | tuple):
        return [_at(each, path) for each in value]
    if not path or value is None:
        return value
    return _at(value.get(path[0]), path[1:])


def _bare_texts(value: Any, days: Mapping[str, str]) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _bare_texts(each, days)
    elif isinstance(value, int):
        if value:
            yield str(value)
    elif value:
        yield _bare(_as_printed(shown(days.get(str(value), str(value)))))


def _as_printed(text: str) -> str:
    if not _ISO.fullmatch(text):
        return text
    return written_day(date.fromisoformat(text))


def _bare(text: str) -> str:
    """Return letters and digits alone: spaces, line ends and marks differ from page to page."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def _reads(sheets: list[str], text: str) -> bool:
    """Tell whether a text is there, whole or going on over a page."""
    whole = "".join(sheets)
    if text in whole:
        return True
    if len(sheets) == 1:
        return False
    pieces = [text[place : place + PIECE] for place in range(0, len(text), PIECE)]
    return all(piece in whole or _is_cut(sheets, piece) for piece in pieces)


def _is_cut(sheets: list[str], piece: str) -> bool:
    """Tell whether a piece ends one page and begins the next."""
    return any(
        piece[:place] in first and piece[place:] in second
        for first, second in pairwise(sheets)
        for place in range(1, len(piece))
    )

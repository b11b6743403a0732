# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The words that a notice takes from its kind and from what sort of act it belongs to.

These are the words of the document itself, always Chinese; they are not translated.
"""

from dataclasses import dataclass

from yiwang.documents.enums import Matter, NoticeKind

LICENCE = "01"

_MATTER_OF_TYPE = {
    LICENCE: Matter.LICENCE,
    "05": Matter.BENEFIT,
    "07": Matter.CONFIRMATION,
    "08": Matter.REWARD,
    "09": Matter.RULING,
    "20": Matter.SERVICE,
}
_REGISTERED_TYPES = frozenset({LICENCE, "07", "10"})


@dataclass(frozen=True, slots=True)
class Words:
    """How one sort of act is called in a decision."""

    granted_title: str
    refused_title: str
    granted: str
    refused: str


WORDS = {
    Matter.LICENCE: Words(
        "准予行政许可决定书", "不予行政许可决定书", "准予行政许可", "不予行政许可"
    ),
    Matter.REGISTRATION: Words("准予登记通知书", "不予登记决定书", "准予登记", "不予登记"),
    Matter.CONFIRMATION: Words("行政确认决定书", "不予行政确认决定书", "予以确认", "不予确认"),
    Matter.BENEFIT: Words("行政给付决定书", "不予行政给付决定书", "准予给付", "不予给付"),
    Matter.REWARD: Words("行政奖励决定书", "不予行政奖励决定书", "给予奖励", "不予奖励"),
    Matter.RULING: Words("行政裁决书", "驳回行政裁决申请决定书", "支持裁决申请", "驳回裁决申请"),
    Matter.OTHER: Words("准予办理决定书", "不予办理决定书", "准予办理", "不予办理"),
    Matter.SERVICE: Words("公共服务办结通知书", "公共服务不予办理告知书", "予以办理", "不予办理"),
}

# What stands in a number between the department's sign and the year: 杭西市监受〔2026〕00012号.
NUMBER_WORDS = {
    NoticeKind.APPLICATION: "申",
    NoticeKind.RECEIPT: "收",
    NoticeKind.ACCEPTANCE: "受",
    NoticeKind.CORRECTION: "补",
    NoticeKind.NOT_ACCEPTED: "不受",
    NoticeKind.NOT_COMPETENT: "告",
    NoticeKind.SPECIAL_PROCEDURE: "特",
    NoticeKind.EXTENSION: "延",
    NoticeKind.SITE_CHECK: "核",
    NoticeKind.COMMITMENT: "诺",
    NoticeKind.GRANTED: "准",
    NoticeKind.REFUSED: "不准",
    NoticeKind.TERMINATION: "终",
    NoticeKind.MEASURE_NOTICE: "先告",
    NoticeKind.MEASURE_DECISION: "撤",
    NoticeKind.ACCEPTANCE_WITHDRAWN: "撤受",
    NoticeKind.ORIGINALS_MISMATCH: "验",
    NoticeKind.CORRECTION_ORDER: "改",
    NoticeKind.PROMISE_BROKEN: "撤承",
    NoticeKind.SERVICE_RECORD: "达",
    NoticeKind.CERTIFICATE: "证",
    NoticeKind.PARTY_RIGHTS: "利告",
    NoticeKind.PARTY_DECISION: "利决",
}
NAMED_BY_DATA = frozenset({NoticeKind.CERTIFICATE, NoticeKind.MEASURE_DECISION})
"""What is called as its data say."""
# A receipt carries its case's number: nothing is decided by it, and a counter of its own would
# make everybody who hands in an application at one department wait for the one before.
UNNUMBERED = frozenset({NoticeKind.RECEIPT, NoticeKind.APPLICATION})
WITH_REMEDIES = frozenset(
    {
        NoticeKind.NOT_ACCEPTED,
        NoticeKind.NOT_COMPETENT,
        NoticeKind.GRANTED,
        NoticeKind.REFUSED,
        NoticeKind.TERMINATION,
        NoticeKind.MEASURE_DECISION,
        NoticeKind.ACCEPTANCE_WITHDRAWN,
        NoticeKind.ORIGINALS_MISMATCH,
        NoticeKind.CORRECTION_ORDER,
        NoticeKind.PROMISE_BROKEN,
        NoticeKind.PARTY_DECISION,
    }
)

_TITLES = {
    NoticeKind.APPLICATION: ("申请表", "Application Form"),
    NoticeKind.RECEIPT: ("收件凭证", "Receipt of Application"),
    NoticeKind.ACCEPTANCE: ("受理通知书", "Notice of Acceptance"),
    NoticeKind.CORRECTION: ("一次性补正告知书", "Notice of Corrections Required"),
    NoticeKind.NOT_ACCEPTED: ("不予受理决定书", "Decision of Non-acceptance"),
    NoticeKind.NOT_COMPETENT: ("不属于本机关职权范围告知书", "Notice of Lack of Competence"),
    NoticeKind.SPECIAL_PROCEDURE: ("特别程序告知书", "Notice of Special Procedure"),
    NoticeKind.EXTENSION: ("延长办理期限告知书", "Notice of Extended Time Limit"),
    NoticeKind.SITE_CHECK: ("现场核查记录", "Record of On-site Check"),
    NoticeKind.COMMITMENT: ("告知承诺书", "Notice and Commitment"),
    NoticeKind.GRANTED: ("", "Decision to Grant"),
    NoticeKind.REFUSED: ("", "Decision to Refuse"),
    NoticeKind.TERMINATION: ("终止办理通知书", "Notice of Termination"),
    NoticeKind.ACCEPTANCE_WITHDRAWN: ("撤销受理决定书", "Withdrawal of Acceptance"),
    NoticeKind.ORIGINALS_MISMATCH: ("原件核验不符通知书", "Notice of Originals That Differ"),
    NoticeKind.CORRECTION_ORDER: ("责令限期整改通知书", "Order to Correct"),
    NoticeKind.PROMISE_BROKEN: ("撤销决定告知书", "Notice of Revocation"),
    NoticeKind.SERVICE_RECORD: ("送达回证", "Record of Service"),
    NoticeKind.MEASURE_NOTICE: ("行政决定事先告知书", "Notice before an Adverse Decision"),
    NoticeKind.MEASURE_DECISION: ("", "Decision to Withdraw, Revoke or Cancel"),
    NoticeKind.CERTIFICATE: ("", "Certificate"),
    NoticeKind.PARTY_RIGHTS: (
        "利害关系人权利告知书",
        "Notice of Rights to an Interested Party",
    ),
    NoticeKind.PARTY_DECISION: (
        "利害关系人决定告知书",
        "Notice of Decision to an Interested Party",
    ),
}


def matter_of(item_type: str, item_name: str) -> Matter:
    """Return which words suit an item; a registration is one by its name, whatever its type."""
    if "登记" in item_name and item_type in _REGISTERED_TYPES:
        return Matter.REGISTRATION
    return _MATTER_OF_TYPE.get(item_type, Matter.OTHER)


def title(kind: NoticeKind, matter: Matter, *, certificate_name: str = "") -> str:
    """Return the title of a notice."""
    if kind is NoticeKind.GRANTED:
        return WORDS[matter].granted_title
    if kind is NoticeKind.REFUSED:
        return WORDS[matter].refused_title
    return certificate_name if kind in NAMED_BY_DATA else _TITLES[kind][0]


def english_title(kind: NoticeKind) -> str:
    """Return the English line below the title."""
    return _TITLES[kind][1]

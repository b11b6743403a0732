# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals: what a service says when it does not do what it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.enums import Fault


class Kind(StrEnum):
    """The family of a refusal; interfaces map it to an HTTP status in one place."""

    MALFORMED = "malformed"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    INVALID = "invalid"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


HTTP_STATUS: Mapping[Kind, int] = {
    Kind.MALFORMED: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.NOT_ALLOWED: 405,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED: 415,
    Kind.INVALID: 422,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong in one place of what was sent.

    :param path: JSON Pointer of the place (RFC 6901), "" for the whole
    """

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class LawReference:
    """The article that a refusal or a stop of the clock rests on."""

    law: str
    article: str


@dataclass(eq=False)
class DomainError(Exception):
    """A refusal with a stable code, a kind and a sentence for the person who asked.

    Subclasses set ``code``, ``kind`` and ``sentence``; ``sentence`` may hold ``%(name)s`` places
    that ``params`` fills. A raiser may hand over another sentence.
    """

    code: ClassVar[str] = "error"
    kind: ClassVar[Kind] = Kind.INVALID
    sentence: ClassVar[str | Promise] = _("这个请求无法完成。")
    retry_after: ClassVar[int] = 0

    message: str | Promise = ""
    params: Mapping[str, object] = field(default_factory=dict)
    errors: Sequence[FieldError] = ()
    law: LawReference | None = None

    def __str__(self) -> str:
        text = str(self.message or self.sentence)
        return text % self.params if self.params else text

    @property
    def status(self) -> int:
        return HTTP_STATUS[self.kind]


class NotFound(DomainError):
    """What was asked for does not exist, or the actor may not know that it does."""

    code = "not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到您要的内容。")


class Forbidden(DomainError):
    """The actor may not do this."""

    code = "forbidden"
    kind = Kind.FORBIDDEN
    sentence = _("您没有权限进行这项操作。")


class Unauthenticated(DomainError):
    """Nobody is signed in."""

    code = "unauthenticated"
    kind = Kind.UNAUTHENTICATED
    sentence = _("请先登录。")


@dataclass(eq=False)
class InvalidCode(DomainError):
    """A number or code that cannot be right; ``fault`` says what is wrong with it.

    The sentence never repeats the number, because it may be a person's.
    """

    code = "foundation.invalid_code"
    kind = Kind.INVALID
    sentence = _("这个号码不正确。")

    fault: Fault = Fault.STRUCTURE


class InvalidResidentId(InvalidCode):
    """Not a resident identity number (GB 11643)."""

    code = "foundation.invalid_resident_id"
    sentence = _("公民身份号码不正确。")


class InvalidUscc(InvalidCode):
    """Not a unified social credit code (GB 32100)."""

    code = "foundation.invalid_uscc"
    sentence = _("统一社会信用代码不正确。")


class InvalidDivisionCode(InvalidCode):
    """Not a 12-digit code of an administrative division."""

    code = "foundation.invalid_division_code"
    sentence = _("行政区划代码不正确。")


class InvalidItemCode(InvalidCode):
    """Not a basic (12), implementation (31) or handling (33) code of a service item."""

    code = "foundation.invalid_item_code"
    sentence = _("事项编码不正确。")


class ItemCodeMismatch(InvalidCode):
    """An implementation code does not fit the item and body that it is given to."""

    code = "foundation.item_code_mismatch"
    sentence = _("实施编码与所属事项不一致：%(segments)s。")


class InvalidCaseNumber(InvalidCode):
    """Not a case number of ours."""

    code = "foundation.invalid_case_number"
    sentence = _("办件编号不正确。")


class InvalidQueryCode(InvalidCode):
    """Not a query code of ours."""

    code = "foundation.invalid_query_code"
    sentence = _("查询码不正确。")


class InvalidLicenceId(InvalidCode):
    """Not an electronic licence identifier (GB/T 36904)."""

    code = "foundation.invalid_licence_id"
    sentence = _("电子证照标识不正确。")


@dataclass(eq=False)
class InvalidText(DomainError):
    """A text with characters that must not be stored, or too long; ``fault`` says which."""

    code = "foundation.invalid_text"
    kind = Kind.INVALID
    sentence = _("文字中有不能使用的字符。")

    fault: Fault = Fault.CHARACTERS


class NotCanonical(DomainError):
    """A value that has no single exact JSON form, such as a fraction in binary."""

    code = "foundation.not_canonical"
    kind = Kind.INVALID
    sentence = _("数据中有无法精确保存的内容：小数请写成文字，整数不能超过64位。")


class MalformedBody(DomainError):
    """The body of a request is not the JSON that we read."""

    code = "foundation.malformed_body"
    kind = Kind.MALFORMED
    sentence = _("提交的内容不是正确的JSON。")


class BodyTooLarge(DomainError):
    """The body of a request is larger than we read."""

    code = "foundation.body_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("提交的内容太大，最多 %(limit)s KB。")


class InvalidCalendar(DomainError):
    """A holiday list that cannot be right; ``errors`` name the rows."""

    code = "foundation.invalid_calendar"
    kind = Kind.INVALID
    sentence = _("放假安排有误：%(faults)s。")


class DecryptionFailed(DomainError):
    """A sealed value does not open: it was changed or moved, or its key is gone."""

    code = "foundation.decryption_failed"
    kind = Kind.UNAVAILABLE
    sentence = _("暂时无法读取受保护的信息，请联系管理员。")


class InvalidAmount(DomainError):
    """Not an amount of money exact to the fen."""

    code = "foundation.invalid_amount"
    kind = Kind.INVALID
    sentence = _("金额应为数字，最多两位小数，例如1234.50。")


class InvalidExpression(DomainError):
    """A CEL expression that cannot be compiled, or may not be used here.

    ``params`` carry ``reason`` and ``place`` (for example an element id), ``line`` and ``column``.
    """

    code = "foundation.invalid_expression"
    sentence = _("表达式有误（%(place)s）：%(reason)s。")


class ExpressionFailed(DomainError):
    """A compiled expression could not be evaluated with the values at hand."""

    code = "foundation.expression_failed"
    sentence = _("表达式无法计算（%(place)s）：%(reason)s。")

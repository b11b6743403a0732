# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the machine interface itself refuses; everything else is refused by the rooms below."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class InvalidRequest(DomainError):
    """The request does not have the shape that the operation describes."""

    code = "rest.invalid_request"
    kind = Kind.INVALID
    sentence = _("请求的内容与接口说明不符，请按 errors 中列出的位置修改。")


class MethodNotAllowed(DomainError):
    """The resource is there, but not for this method."""

    code = "rest.method_not_allowed"
    kind = Kind.NOT_ALLOWED
    sentence = _("这个地址不支持 %(method)s 方法，可以用：%(allowed)s。")


class NotJson(DomainError):
    """The body is announced as something else than JSON."""

    code = "rest.not_json"
    kind = Kind.UNSUPPORTED
    sentence = _("请求内容应为 JSON，并在 Content-Type 中写明 application/json。")


class NotABareFile(DomainError):
    """A file was sent wrapped in a form."""

    code = "rest.not_a_bare_file"
    kind = Kind.UNSUPPORTED
    sentence = _("请直接发送文件本身，文件名写在参数 name 里，不要用表单封装。")


class LengthMissing(DomainError):
    """Without its length nobody can tell whether a body came whole."""

    code = "rest.length_missing"
    kind = Kind.MALFORMED
    sentence = _("请在 Content-Length 中写明内容的字节数。")


class CursorInvalid(DomainError):
    """The cursor is not one that this list gave out."""

    code = "rest.cursor_invalid"
    kind = Kind.MALFORMED
    sentence = _("翻页标记无效，请从第一页重新开始。")


class OneOf(DomainError):
    """Several parameters were given of which only one makes sense."""

    code = "rest.one_of"
    kind = Kind.INVALID
    sentence = _("这些参数只能用其中一个：%(names)s。")

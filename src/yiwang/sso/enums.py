# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scopes, states and reasons, with the values that OAuth 2.0 and OpenID Connect give them."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who signs in to a client through us: the public or the government's own staff."""

    CITIZEN = "citizen", _("公众（个人和企业经办人）")
    STAFF = "staff", _("政府工作人员")


class Scope(models.TextChoices):
    """What a client may learn of somebody who signs in."""

    OPENID = "openid", _("确认是同一个人（每个系统得到不同的编号）")
    PROFILE = "profile", _("隐去姓氏的姓名和实名等级")
    REAL_NAME = "real_name", _("真实姓名")
    RESIDENT_ID = "resident_id", _("公民身份号码")
    PHONE = "phone", _("手机号码")
    LEGAL_PERSON = "legal_person", _("正在代表哪个单位办事")
    MANDATE = "mandate", _("正在受谁的委托办事")
    STAFF = "staff", _("姓名、工号、部门和岗位")


SCOPES_OF: Mapping[Audience, tuple[Scope, ...]] = {
    Audience.CITIZEN: (
        Scope.OPENID,
        Scope.PROFILE,
        Scope.REAL_NAME,
        Scope.RESIDENT_ID,
        Scope.PHONE,
        Scope.LEGAL_PERSON,
        Scope.MANDATE,
    ),
    Audience.STAFF: (Scope.OPENID, Scope.STAFF),
}
"""What may be asked for whom."""

SENSITIVE = frozenset({Scope.REAL_NAME, Scope.RESIDENT_ID, Scope.PHONE})
"""Scopes whose every use is written to the ledger as a read of personal data."""


class SigningAlgorithm(models.TextChoices):
    """How ID tokens and logout tokens are signed; symmetric algorithms do not exist here."""

    RS256 = "RS256", _("RS256（RSA，通用）")
    ES256 = "ES256", _("ES256（椭圆曲线，更快）")


class ClientType(models.TextChoices):
    """Whether a client can keep a secret (RFC 6749, section 2.1)."""

    CONFIDENTIAL = "confidential", _("服务端系统（能保管密钥）")
    PUBLIC = "public", _("客户端程序（不能保管密钥）")


class ClientState(models.TextChoices):
    """Whether a client may be signed in to."""

    ACTIVE = "active", _("已启用")
    SUSPENDED = "suspended", _("已停用")


class RegistrationState(models.TextChoices):
    """How far an application for a client, or for a change of one, has come."""

    WAITING = "waiting", _("等待审核")
    APPROVED = "approved", _("已通过")
    REFUSED = "refused", _("未通过")
    WITHDRAWN = "withdrawn", _("已撤回")


class KeyState(models.TextChoices):
    """What a signing key is used for; all but the last are published."""

    NEXT = "next", _("备用")
    CURRENT = "current", _("正在使用")
    PREVIOUS = "previous", _("仅用于验证")
    GONE = "gone", _("不再公布")


class LogoutState(models.TextChoices):
    """How far a back-channel logout has come."""

    WAITING = "waiting", _("等待发送")
    DELIVERED = "delivered", _("已送达")
    GIVEN_UP = "given_up", _("已放弃")


class SessionEnd(StrEnum):
    """Why a session ended; the code goes to the ledger."""

    SIGNED_OUT = "signed_out"
    BY_CLIENT = "by_client"
    FROM_SYSTEM = "from_system"
    ACCOUNT = "account"
    EXPIRED = "expired"
    CONSENT_REVOKED = "consent_revoked"
    CLIENT_SUSPENDED = "client_suspended"


class Step(models.TextChoices):
    """Steps of a sign-in that the health view counts."""

    AUTHORIZE = "authorize", _("请求登录")
    TOKEN = "token", _("换取令牌")
    REFRESH = "refresh", _("刷新令牌")
    USERINFO = "userinfo", _("读取用户信息")
    LOGOUT = "logout", _("后台注销")
    SIGN_IN = "sign_in", _("完成登录")


OK = "ok"
"""The outcome of a step that went well; every other outcome is a reason code."""

REASONS: Mapping[str, str | Promise] = {
    OK: _("成功"),
    "access_denied": _("用户没有同意"),
    "invalid_client": _("密钥错误"),
    "invalid_grant": _("授权码或刷新令牌无效"),
    "invalid_request": _("请求不符合规范"),
    "invalid_scope": _("超出批准的范围"),
    "unsupported_response_type": _("只支持授权码方式"),
    "unauthorized_client": _("系统没有启用"),
    "mismatching_redirect_uri": _("回调地址没有登记"),
    "login_required": _("需要登录（静默请求）"),
    "consent_required": _("需要同意（静默请求）"),
    "interaction_required": _("需要提升认证（静默请求）"),
    "unmet_authentication_requirements": _("实名等级不够"),
    "code_reused": _("授权码重复使用"),
    "refresh_reused": _("刷新令牌重复使用"),
    "wrong_audience": _("账号类型不符"),
    "invalid_token": _("访问令牌无效"),
    "refused": _("对方拒绝"),
    "unreachable": _("连接不上"),
    "forbidden_address": _("地址不允许"),
    "too_old": _("超过最长时限"),
}
"""What the health view calls an outcome."""

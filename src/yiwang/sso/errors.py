# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Kind


class SystemNotFound(DomainError):
    """There is no such client or application, or it is another department's."""

    code = "sso.system_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有这个接入系统，或者它属于别的部门。")


class NotYourSystem(DomainError):
    """The actor may not manage systems of this department."""

    code = "sso.not_your_system"
    kind = Kind.FORBIDDEN
    sentence = _("您的岗位不能管理这个部门的接入系统。")


class OwnApplication(DomainError):
    """Nobody approves what they applied for."""

    code = "sso.own_application"
    kind = Kind.FORBIDDEN
    sentence = _("不能审核自己提交的申请，请另一位管理员审核。")


class AlreadyDecided(DomainError):
    """The application was approved, refused or withdrawn before."""

    code = "sso.already_decided"
    kind = Kind.CONFLICT
    sentence = _("这份申请已经处理过了。")


class AlreadyWaiting(DomainError):
    """A change of this client waits for review already."""

    code = "sso.already_waiting"
    kind = Kind.CONFLICT
    sentence = _("这个系统已有一份变更在等待审核。")


class ReasonMissing(DomainError):
    """Who refuses or suspends says why."""

    code = "sso.reason_missing"
    kind = Kind.INVALID
    sentence = _("请写明理由。")


class BadRegistration(DomainError):
    """The application cannot be taken as it is; each place is named."""

    code = "sso.bad_registration"
    kind = Kind.INVALID
    sentence = _("申请有需要改正的地方。")


class NotSwitchedOn(DomainError):
    """The client is suspended."""

    code = "sso.not_switched_on"
    kind = Kind.CONFLICT
    sentence = _("这个系统没有启用。")


class NoSecret(DomainError):
    """A public client has no secret."""

    code = "sso.no_secret"
    kind = Kind.CONFLICT
    sentence = _("客户端程序没有密钥，靠 PKCE 保护。")


class NoLogoutAddress(DomainError):
    """The client has registered no address for back-channel logout."""

    code = "sso.no_logout_address"
    kind = Kind.CONFLICT
    sentence = _("这个系统没有登记后台注销地址。")


class ConsentNotFound(DomainError):
    """The citizen has not consented to this, or has revoked it already."""

    code = "sso.consent_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("没有找到这项授权，可能已经撤销。")


class SessionNotFound(DomainError):
    """The actor is not signed in there."""

    code = "sso.session_not_found"
    kind = Kind.NOT_FOUND
    sentence = _("您在这个系统没有登录，或已经退出。")


class TokenRefused(DomainError):
    """The access token is unknown, expired or revoked."""

    code = "sso.token_refused"
    kind = Kind.UNAUTHENTICATED
    sentence = _("访问令牌无效或已经过期。")


class BadLogoutRequest(DomainError):
    """A request to sign out names a wrong address, client or token."""

    code = "sso.bad_logout_request"
    kind = Kind.MALFORMED
    sentence = _("退出请求有误：返回地址没有登记，或登录凭据不属于这个系统。")


class BadAuthorizationRequest(DomainError):
    """A request to sign in that cannot be answered to the client's address."""

    code = "sso.bad_authorization_request"
    kind = Kind.MALFORMED
    sentence = _("对方系统发来的登录请求有误，为安全起见没有继续。")

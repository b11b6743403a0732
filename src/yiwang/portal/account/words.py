# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What django-allauth has to say, in our words: refusals, messages on pages, mails and texts."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TRY_LATER = _("尝试次数过多，请过一会儿再试。")
_WRONG = _("账号或密码不正确。")

ERRORS: Final[Mapping[str, Promise]] = {
    "account_inactive": _WRONG,
    "duplicate_email": _("这就是您现在的邮箱。"),
    "email_password_mismatch": _WRONG,
    "phone_password_mismatch": _WRONG,
    "username_password_mismatch": _WRONG,
    "invalid_login": _WRONG,
    "email_taken": _("这个电子邮箱已用于登录另一个账号。"),
    "phone_taken": _("这个手机号码已用于登录另一个账号。"),
    "enter_current_password": _("现在的密码不正确。"),
    "incorrect_password": _("密码不正确。"),
    "incorrect_code": _("验证码不正确，或者已经失效。"),
    "max_email_addresses": _("一个账号只用一个电子邮箱。"),
    "too_many_login_attempts": _TRY_LATER,
    "rate_limited": _TRY_LATER,
    "select_only_one": _("请只填一种。"),
    "same_as_current": _("和现在的一样，不用修改。"),
}
MFA_ERRORS: Final[Mapping[str, Promise]] = {
    "add_email_blocked": _("这个账号不能这样添加邮箱。"),
    "cannot_delete_authenticator": _("您的岗位需要通行密钥或证书，不能删除最后一个。"),
    "cannot_generate_recovery_codes": _("请先添加通行密钥或验证器，再生成恢复码。"),
    "incorrect_code": _("验证码不正确，或者已经失效。"),
    "unverified_email": _("请先验证电子邮箱。"),
}
LINKING_ERRORS: Final[Mapping[str, Promise]] = {
    "email_taken": _("请先登录您的账号，再在“账号与安全”里绑定。"),
    "invalid_token": _("对方返回的登录信息无效，请重新登录。"),
    "no_password": _("请先设置密码，再解除最后一个绑定。"),
    "no_verified_email": _("请先设置手机号码或邮箱，再解除最后一个绑定。"),
    "disconnect_last": _("请先设置密码，再解除最后一个绑定。"),
    "connected_other": _("对方账号已经绑定到另一个账号。"),
}

MESSAGES: Final[Mapping[str, Promise]] = {
    "account/messages/logged_out.txt": _("您已安全退出。"),
    "account/messages/password_changed.txt": _("密码已经修改，其他地方的登录都已结束。"),
    "account/messages/phone_verified.txt": _("手机号码已经验证。"),
    "account/messages/email_confirmed.txt": _("电子邮箱已经验证。"),
    "account/messages/email_confirmation_failed.txt": _("电子邮箱没有验证成功。"),
    "account/messages/email_deleted.txt": _("电子邮箱已经删除。"),
    "mfa/messages/totp_activated.txt": _("验证器已经启用。"),
    "mfa/messages/totp_deactivated.txt": _("验证器已经停用。"),
    "mfa/messages/webauthn_added.txt": _("通行密钥已经添加。"),
    "mfa/messages/webauthn_removed.txt": _("通行密钥已经删除。"),
    "mfa/messages/recovery_codes_generated.txt": _("恢复码已经生成，旧的作废。"),
    "usersessions/messages/sessions_logged_out.txt": _("所选的登录已经结束。"),
    "socialaccount/messages/account_connected.txt": _("外部账号已经绑定。"),
    "socialaccount/messages/account_connected_updated.txt": _("外部账号已经绑定。"),
    "socialaccount/messages/account_connected_other.txt": _("对方账号已经绑定到另一个账号。"),
    "socialaccount/messages/account_disconnected.txt": _("外部账号已经解除绑定。"),
}
"""What is not named here is said by the page itself, and not a second time above it."""

CODE_TEXT: Final = _("您的验证码是 %(code)s，5 分钟内有效。工作人员不会向您索要验证码。")
TEXTS: Final[Mapping[str, Promise]] = {
    "code": CODE_TEXT,
    "unknown": _("有人用这个号码登录或找回账号，但它没有登记。需要的话请到 %(site)s 注册。"),
    "exists": _("有人用这个号码注册，但它已有账号。是您本人的话，请直接登录或找回账号：%(site)s"),
}

_CODE_SUBJECT = _("一网验证码")
_UNKNOWN = (
    _("没有找到账号"),
    _("有人用这个邮箱登录或找回账号，但它没有登记。需要的话请到 %(site)s 注册。"),
)
_NOT_YOU = _("不是您本人操作的话，请马上修改密码，并拨打 12345。")
MAILS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "account/email/login_code": (_CODE_SUBJECT, CODE_TEXT),
    "account/email/password_reset_code": (_CODE_SUBJECT, CODE_TEXT),
    "account/email/email_confirmation": (_CODE_SUBJECT, CODE_TEXT),
    "account/email/email_confirmation_signup": (_CODE_SUBJECT, CODE_TEXT),
    "account/email/unknown_account": _UNKNOWN,
    "account/email/account_already_exists": (
        _("您已有账号"),
        _("有人用这个邮箱注册，但它已有账号。是您本人的话，请直接登录或找回账号：%(site)s"),
    ),
}
NOTICES: Final[Mapping[str, Promise]] = {
    "account/email/password_reset": _("您的账号用验证码重设了密码。"),
    "account/email/password_changed": _("您的账号修改了密码。"),
    "account/email/password_set": _("您的账号设置了密码。"),
    "account/email/email_changed": _("您的账号换了登录邮箱。"),
    "account/email/email_deleted": _("您的账号删除了登录邮箱。"),
    "account/phone_changed": _("您的账号换了登录手机号码。"),
    "mfa/email/totp_activated": _("您的账号启用了验证器。"),
    "mfa/email/totp_deactivated": _("您的账号停用了验证器。"),
    "mfa/email/recovery_codes_generated": _("您的账号生成了新的恢复码。"),
    "mfa/email/webauthn_added": _("您的账号添加了通行密钥。"),
    "mfa/email/webauthn_removed": _("您的账号删除了通行密钥。"),
    "account/certificate_added": _("您的账号绑定了证书。"),
    "socialaccount/email/account_connected": _("您的账号绑定了外部账号。"),
    "socialaccount/email/account_disconnected": _("您的账号解除了外部账号的绑定。"),
}
"""What is told to the holder wherever they can be reached, so that nobody does it unseen."""


def mail(prefix: str, **values: str) -> tuple[str, str]:
    """Return subject and text of a mail."""
    subject, text = MAILS[prefix]
    return str(subject), str(text) % values


def notice(prefix: str) -> tuple[str, str]:
    """Return subject and text of a notice about a change of the account."""
    return str(_("账号安全提醒")), f"{NOTICES[prefix]}{_NOT_YOU}"


FACTORS: Final[Mapping[str, Promise]] = {
    "password": _("密码"),
    "code": _("验证码"),
    "totp": _("验证器"),
    "recovery_codes": _("恢复码"),
    "webauthn": _("通行密钥"),
    "certificate": _("证书"),
    "openid": _("外部账号"),
}

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that this room can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound, Unauthenticated

# ── signing in


class BadCredentials(Unauthenticated):
    """Login or password is wrong, or the account is closed; which of these is not told."""

    code = "identity.bad_credentials"
    sentence = _("账号或密码不正确。")


class TooManyAttempts(DomainError):
    """So many attempts failed that further ones are not even looked at for a while."""

    code = "identity.too_many_attempts"
    kind = Kind.TOO_MANY
    sentence = _("尝试次数过多，请在%(minutes)s分钟后再试。")


class TokenInvalid(Unauthenticated):
    """The token is unknown, expired, revoked, or its account is closed; which is not told."""

    code = "identity.token_invalid"
    sentence = _("登录已失效，请重新登录。")


class PostNotHeld(Forbidden):
    """The staff member does not hold the post that they want to act in."""

    code = "identity.post_not_held"
    sentence = _("您目前不在这个岗位上。")


class NoMandate(Forbidden):
    """The citizen may not act for this legal person."""

    code = "identity.no_mandate"
    sentence = _("您没有代表这家单位办事的授权。")


class SecondFactorNeeded(Forbidden):
    """A password alone does not do: the account, or the post, asks for a second factor."""

    code = "identity.second_factor_needed"
    sentence = _("只有密码还不够：请用通行密钥或证书登录，或者附上验证器的验证码。")


class NoCertificate(DomainError):
    """The browser showed no certificate, or the account has none such."""

    code = "identity.no_certificate"
    kind = Kind.INVALID
    sentence = _("浏览器没有出示证书，或者账号没有绑定这张证书。")


class CertificateTaken(DomainError):
    """The certificate is bound to an account."""

    code = "identity.certificate_taken"
    kind = Kind.CONFLICT
    sentence = _("这张证书已经绑定。")


# ── accounts


class BadActivation(Unauthenticated):
    """Login or code is wrong, used up or expired; which of these is not told."""

    code = "identity.bad_activation"
    sentence = _("账号或激活码不正确，或者激活码已过期。请向本部门管理员领取新的激活码。")


class PhoneNotOnTheRoll(DomainError):
    """A code is sent to the number that stands on the roll, and to no other."""

    code = "identity.phone_not_on_the_roll"
    kind = Kind.INVALID
    sentence = _("这不是名册上的手机号码，没有发送。")


class CodeByPhoneOnly(Forbidden):
    """A system administrator is not shown the code of a security or audit administrator."""

    code = "identity.code_by_phone_only"
    sentence = _("安全管理员和审计管理员的激活码只能发短信到本人手机，不能打印。")


class TooManyLetters(DomainError):
    """So many letters are not written at once."""

    code = "identity.too_many_letters"
    kind = Kind.INVALID
    sentence = _("一次最多打印%(most)s封激活信。")


class BadLogin(DomainError):
    """A login is too short, too long or oddly written."""

    code = "identity.bad_login"
    kind = Kind.INVALID
    sentence = _("账号须为4到64位英文字母、数字或“._@-”，并以字母或数字开头。")


class LoginTaken(DomainError):
    """Another account has this login."""

    code = "identity.login_taken"
    kind = Kind.CONFLICT
    sentence = _("这个账号已被使用，请换一个。")


class PhoneTaken(DomainError):
    """Another account signs in with this phone number."""

    code = "identity.phone_taken"
    kind = Kind.CONFLICT
    sentence = _("这个手机号码已用于登录另一个账号。")


class EmailTaken(DomainError):
    """Another account signs in with this e-mail address."""

    code = "identity.email_taken"
    kind = Kind.CONFLICT
    sentence = _("这个电子邮箱已用于登录另一个账号。")


class BadContact(DomainError):
    """Neither a mobile number nor an e-mail address."""

    code = "identity.bad_contact"
    kind = Kind.INVALID
    sentence = _("请填写11位手机号码，或者电子邮箱地址。")


class AccountExists(DomainError):
    """The person or staff member has an account."""

    code = "identity.account_exists"
    kind = Kind.CONFLICT
    sentence = _("已有账号，无需再次开通。")


class AccountNotFound(NotFound):
    """No account has this id."""

    code = "identity.account_not_found"
    sentence = _("没有找到这个账号。")


class WeakPassword(DomainError):
    """A password that is too easily guessed; the message says what to change."""

    code = "identity.weak_password"
    kind = Kind.INVALID
    sentence = _("密码不够安全。")


class ClientIdTaken(DomainError):
    """Another system has this client id."""

    code = "identity.client_id_taken"
    kind = Kind.CONFLICT
    sentence = _("这个系统标识已被使用。")


class ClientNotFound(NotFound):
    """No system has this client id."""

    code = "identity.client_not_found"
    sentence = _("没有找到这个系统。")


class UnknownRight(DomainError):
    """A system was to be given a right that does not exist."""

    code = "identity.unknown_right"
    kind = Kind.INVALID
    sentence = _("没有“%(right)s”这项权限。")


# ── persons


class BadName(DomainError):
    """A name is empty, too long, or holds characters that no name has."""

    code = "identity.bad_name"
    kind = Kind.INVALID
    sentence = _("姓名或名称须为1到%(longest)s个字，且不能含有控制字符。")


class BadPhone(DomainError):
    """Not a telephone number."""

    code = "identity.bad_phone"
    kind = Kind.INVALID
    sentence = _("请填写11位手机号码，或带区号的固定电话号码。")


class BadAddress(DomainError):
    """The address is too long, or its division does not exist today."""

    code = "identity.bad_address"
    kind = Kind.INVALID
    sentence = _("地址不正确：请选择现有的行政区划，详细地址不超过200个字。")


class PersonExists(DomainError):
    """Somebody with this resident identity number is registered."""

    code = "identity.person_exists"
    kind = Kind.CONFLICT
    sentence = _("这个公民身份号码已经登记过。")


class PersonNotFound(NotFound):
    """No natural person is found."""

    code = "identity.person_not_found"
    sentence = _("没有找到这个人。")


class LegalPersonExists(DomainError):
    """A legal person with this credit code is registered."""

    code = "identity.legal_person_exists"
    kind = Kind.CONFLICT
    sentence = _("这个统一社会信用代码已经登记过。")


class LegalPersonNotFound(NotFound):
    """No legal person is found."""

    code = "identity.legal_person_not_found"
    sentence = _("没有找到这家单位。")


class ApplicantNotFound(NotFound):
    """No natural or legal person has this id."""

    code = "identity.applicant_not_found"
    sentence = _("没有找到这个申请人。")


class UnknownAssuranceLevel(DomainError):
    """An assurance level outside 0 to 3."""

    code = "identity.unknown_assurance_level"
    kind = Kind.INVALID
    sentence = _("实名等级须为0到3。")


class UnknownKind(DomainError):
    """A kind of legal person, or a role in one, that does not exist."""

    code = "identity.unknown_kind"
    kind = Kind.INVALID
    sentence = _("没有这种类型：%(value)s。")


class MandateExists(DomainError):
    """The person has this role in the legal person."""

    code = "identity.mandate_exists"
    kind = Kind.CONFLICT
    sentence = _("此人已有这项授权。")


class BadPeriod(DomainError):
    """A mandate would end before it begins."""

    code = "identity.bad_period"
    kind = Kind.INVALID
    sentence = _("结束日期须晚于今天。")


class MandateNotFound(NotFound):
    """The person has no such mandate."""

    code = "identity.mandate_not_found"
    sentence = _("没有找到这项授权。")


class PurposeUnknown(DomainError):
    """Personal data was to be read without one of the known purposes."""

    code = "identity.purpose_unknown"
    kind = Kind.INVALID
    sentence = _("请说明查看个人信息的用途。")


class NotYours(Forbidden):
    """The actor may not do this to this person or account."""

    code = "identity.not_yours"
    sentence = _("您没有权限进行这项操作。")


class SecondFactMissing(DomainError):
    """People are not found by name alone, firms not by less than three signs."""

    code = "identity.second_fact_missing"
    sentence = _("单位名称至少写三个字；按姓名找人，还要填出生日期或者手机号。")


class TooManyFound(DomainError):
    """So many fit that they cannot be told apart."""

    code = "identity.too_many_found"
    sentence = _("符合的太多，请把名称写全，或者用号码查找。")

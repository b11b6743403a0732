# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of one's account; the names are those that django-allauth knows its pages by."""

from django.urls import path

from yiwang.portal.account.views import (
    contacts,
    factors,
    linking,
    passwords,
    recovering,
    registering,
    security,
    signing_in,
)

urlpatterns = [
    # the ways in
    path("signup", registering.Register.as_view(), name="account_signup"),
    path(
        "signup/confirm",
        registering.ConfirmRegistration.as_view(),
        name="account_confirm_registration",
    ),
    path("account/login", signing_in.door, name="account_login"),
    path("account/code", signing_in.RequestCode.as_view(), name="account_request_login_code"),
    path(
        "account/code/confirm", signing_in.ConfirmCode.as_view(), name="account_confirm_login_code"
    ),
    path("account/passkey", signing_in.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("account/second-factor", signing_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path("account/recover", recovering.Recover.as_view(), name="account_reset_password"),
    path(
        "account/recover/confirm",
        recovering.ConfirmRecovery.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "account/recover/password",
        recovering.CompleteRecovery.as_view(),
        name="account_complete_password_reset",
    ),
    path("account/openid/<str:provider_id>/start", linking.start, name="openid_connect_login"),
    path(
        "account/openid/<str:provider_id>/callback",
        linking.callback,
        name="openid_connect_callback",
    ),
    # account and security
    path("account", security.index, name="account_index"),
    path("account/factors", security.index, name="mfa_index"),
    path("account/sessions", security.sessions, name="account_sessions"),
    path("account/strong", security.strong_factor, name="account_strong_factor"),
    path("account/again", security.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("account/again/code", security.ReauthenticateByCode.as_view(), name="mfa_reauthenticate"),
    path(
        "account/again/passkey",
        security.ReauthenticateByKey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/password", passwords.ChangePassword.as_view(), name="account_change_password"),
    path("account/phone", contacts.ChangePhone.as_view(), name="account_change_phone"),
    path("account/email", contacts.ChangeEmail.as_view(), name="account_email"),
    path("account/confirm", contacts.ConfirmContact.as_view(), name="account_confirm_contact"),
    path("account/totp/add", factors.AddAuthenticatorApp.as_view(), name="mfa_activate_totp"),
    path(
        "account/totp/remove", factors.RemoveAuthenticatorApp.as_view(), name="mfa_deactivate_totp"
    ),
    path("account/passkeys/add", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys", security.index, name="mfa_list_webauthn"),
    path(
        "account/passkeys/<int:pk>/rename",
        factors.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove",
        factors.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/recovery-codes", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new",
        factors.MakeRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("account/certificates", factors.add_certificate, name="account_add_certificate"),
    path(
        "account/certificates/<uuid:certificate_id>/remove",
        factors.remove_certificate,
        name="account_remove_certificate",
    ),
    path("account/links/<int:link_id>/remove", linking.unlink, name="account_unlink"),
]

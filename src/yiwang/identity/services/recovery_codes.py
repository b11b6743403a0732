# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Recovery codes: ten, each good for one sign-in, kept as slow hashes and never shown again.

The first digit of a code says which of the ten it is, so that one hash is computed for a try and
not ten; the other eight are chance.

Source: OWASP ASVS 5.0.0, 6.5.2.
"""

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet

from yiwang.identity.models import Account

SECRET_DIGITS = 8
LENGTH = 1 + SECRET_DIGITS
_HASHES = "hashes"
_USED = ""


@transaction.atomic
def renew_recovery_codes(account: Account) -> list[str]:
    """Return ten new codes of an account, this once; those it had are void."""
    Account.objects.select_for_update().get(pk=account.pk)
    _kept(account).delete()
    codes = [f"{slot}{secrets.randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}}" for slot in range(10)]
    Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.RECOVERY_CODES,
        data={_HASHES: [make_password(code) for code in codes]},
    )
    return codes


def first_recovery_codes(account: Account) -> list[str]:
    """Return ten codes of an account that has none yet; an empty list when it has some."""
    return [] if _kept(account).exists() else renew_recovery_codes(account)


@transaction.atomic
def take_recovery_code(account: Account, code: str) -> Authenticator | None:
    """Use a code up, and return what it belongs to; None when it is wrong, or used."""
    plain = "".join(code.split()).replace("-", "")
    if len(plain) != LENGTH or not (plain.isascii() and plain.isdigit()):
        return None
    found = _kept(account).select_for_update().first()
    hashes = list(found.data.get(_HASHES, ())) if found is not None else []
    slot = int(plain[0])
    kept = hashes[slot] if slot < len(hashes) else _USED
    if found is None or kept == _USED:
        make_password(plain)  # as long as a comparison takes
        return None
    if not check_password(plain, kept):
        return None
    hashes[slot] = _USED
    found.data = {_HASHES: hashes}
    found.save(update_fields=["data"])
    return found


def _kept(account: Account) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    )
    return found

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Identifiers of electronic licences (电子证照标识): GB/T 36904-2018.

``1.2.156.3005.2.<type 21>.<issuer>.<serial>.<version 3>.<check>``; the check character is
ISO 7064 MOD 37,36 over type, issuer, serial and version without root and dots.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.codes.checks import is_alphanumeric, is_digits, mod_37_36, normalized
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidLicenceId, InvalidUscc

ROOT: Final = "1.2.156.3005.2"

LONGEST_PART: Final = 64


@dataclass(frozen=True, slots=True)
class LicenceId:
    """A licence identifier taken apart.

    :param type_code: 21 characters: credit code of the body that defines the type, and 3 digits
    :param issuer: usually a credit code; real identifiers also carry a 6-digit area code
    :param version: 3 digits, counting up with each new edition of the licence
    """

    identifier: str
    type_code: str
    issuer: str
    serial: str
    version: str
    check: str


def parse_licence_id(text: str) -> LicenceId:
    """Return an identifier taken apart.

    :raises InvalidLicenceId: with the fault and a sentence that names the wrong part
    """
    identifier = normalized(text)
    if not identifier:
        raise InvalidLicenceId(_("请填写电子证照标识。"), fault=Fault.EMPTY)
    parts = identifier.removeprefix(ROOT + ".").split(".")
    if not identifier.startswith(ROOT + ".") or len(parts) != 5:
        raise InvalidLicenceId(
            _("电子证照标识应以1.2.156.3005.2开头，后接类型、颁发机构、流水号、版本号和校验位。"),
            fault=Fault.STRUCTURE,
        )
    type_code, issuer, serial, version, check = parts
    _check_parts(type_code=type_code, issuer=issuer, serial=serial, version=version)
    if mod_37_36(type_code + issuer + serial + version) != check:
        raise InvalidLicenceId(
            _("电子证照标识的校验位对不上，请检查是否有字符输错。"), fault=Fault.CHECK_CHARACTER
        )
    return LicenceId(
        identifier=identifier,
        type_code=type_code,
        issuer=issuer,
        serial=serial,
        version=version,
        check=check,
    )


def make_licence_id(*, type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """Return the identifier with its check character.

    :raises InvalidLicenceId: a part is wrong
    """
    edition = f"{version:03d}"
    _check_parts(type_code=type_code, issuer=issuer, serial=serial, version=edition)
    check = mod_37_36(type_code + issuer + serial + edition)
    return ".".join((ROOT, type_code, issuer, serial, edition, check))


def _check_parts(*, type_code: str, issuer: str, serial: str, version: str) -> None:
    _check_type(type_code)
    for part in (issuer, serial):
        if not is_alphanumeric(part) or len(part) > LONGEST_PART:
            raise InvalidLicenceId(
                _("电子证照标识的颁发机构和流水号只能包含数字和大写字母。"), fault=Fault.CHARACTERS
            )
    if len(version) != 3 or not is_digits(version) or version == "000":
        raise InvalidLicenceId(_("电子证照标识的版本号应为001至999。"), fault=Fault.STRUCTURE)


def _check_type(type_code: str) -> None:
    try:
        parse_uscc(type_code[:18])
    except InvalidUscc as refusal:
        raise InvalidLicenceId(
            _("电子证照类型代码的前18位不是正确的统一社会信用代码。"), fault=refusal.fault
        ) from refusal
    if len(type_code) != 21 or not is_digits(type_code[18:]):
        raise InvalidLicenceId(
            _("电子证照类型代码应为21位：统一社会信用代码加三位数字。"), fault=Fault.STRUCTURE
        )

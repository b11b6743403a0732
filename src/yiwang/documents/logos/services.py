# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The verbs of logos, gathered for the other rooms."""

from yiwang.documents.logos.drawing import LARGEST
from yiwang.documents.logos.errors import LogoInvalid, LogoNotFound, NotYourLogo
from yiwang.documents.logos.making import (
    propose_logo,
    publish_logo,
    return_logo,
    withdraw_logo,
)

__all__ = [
    "LARGEST",
    "LogoInvalid",
    "LogoNotFound",
    "NotYourLogo",
    "propose_logo",
    "publish_logo",
    "return_logo",
    "withdraw_logo",
]

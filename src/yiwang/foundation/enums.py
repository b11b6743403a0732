# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes that many rooms share, with the values their standards give them."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """Sex as it is written on the resident identity card (GB/T 2261.1)."""

    MALE = "1", _("男")
    FEMALE = "2", _("女")


class DivisionLevel(models.IntegerChoices):
    """Level of an administrative division, numbered as the exercise level of GB/T 39046-2020."""

    COUNTRY = 1, _("国家级")
    PROVINCE = 2, _("省级")
    CITY = 3, _("市级")
    COUNTY = 4, _("县级")
    TOWNSHIP = 5, _("镇（乡、街道）级")
    VILLAGE = 6, _("村（社区）级")


class CalendarDayKind(models.TextChoices):
    """Why a day departs from the plain week."""

    HOLIDAY = "holiday", _("放假")
    MAKEUP_WORKDAY = "makeup_workday", _("调休上班")


class Fault(StrEnum):
    """What is wrong with a code, a text or a body; stable, so that programs may read it."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"
    STRUCTURE = "structure"
    CHECK_CHARACTER = "check_character"
    AREA = "area"
    DATE = "date"
    FUTURE_DATE = "future_date"
    OLD_NUMBER = "old_number"
    FOREIGN_NUMBER = "foreign_number"
    MISMATCH = "mismatch"

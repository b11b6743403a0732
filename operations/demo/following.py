# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One base item that has changed: what it says is made up, and every department is told."""

from datetime import datetime

from operations.demo import catalogue
from operations.loading import Tick
from yiwang.catalogue.models import BaseItemVersion, DepartmentNotice

ITEM = "K0010"  # 特种设备使用登记
CEILING = {"amount": 5, "unit": "workday"}
QUESTION = {
    "question": "承诺时限为什么变短了？",
    "answer": "全省统一承诺在五个工作日内办结，各地只能更短。",
}


def load(tick: Tick, *, at: datetime) -> int:
    """Agree on a shorter promise for one item, once; return how many departments were told."""
    tick(0, 1)
    before = BaseItemVersion.objects.filter(
        base_item__local_code=ITEM, state="published", effective_to__isnull=True
    ).get()
    if "promise_ceiling" not in before.content:
        faqs = [*before.content.get("faqs", []), QUESTION]
        catalogue.agree_on(
            ITEM,
            {"promise_ceiling": CEILING, "faqs": faqs},
            catalogue.hands_of("mulu", at=at),
            "全省统一缩短承诺时限。",
            at=at,
        )
    tick(1, 1)
    return DepartmentNotice.objects.filter(base_version__base_item=before.base_item_id).count()

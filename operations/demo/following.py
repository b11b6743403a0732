# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One base item that has changed: what it says is made up, and every department is told."""

from datetime import datetime

from operations.loading import Tick
from yiwang.catalogue import services
from yiwang.catalogue.models import BaseItemVersion, DepartmentNotice
from yiwang.foundation.actors import system_actor

ITEM = "K0010"  # 特种设备使用登记
CEILING = {"amount": 5, "unit": "workday"}
QUESTION = {
    "question": "承诺时限为什么变短了？",
    "answer": "全省统一承诺在五个工作日内办结，各地只能更短。",
}
ACTOR = system_actor("demo")


def load(tick: Tick, *, at: datetime) -> int:
    """Agree on a shorter promise for one item, once; return how many departments were told."""
    tick(0, 1)
    before = BaseItemVersion.objects.filter(
        base_item__local_code=ITEM, state="published", effective_to__isnull=True
    ).get()
    if "promise_ceiling" not in before.content:
        faqs = [*before.content.get("faqs", []), QUESTION]
        draft = services.revise_base_item(
            base_item_id=before.base_item_id,
            content=before.content | {"promise_ceiling": CEILING, "faqs": faqs},
            form_code=before.form_code,
            process_code=before.process_code,
            actor=ACTOR,
            at=at,
        )
        services.publish_base_version(version_id=draft.id, actor=ACTOR, at=at)
    tick(1, 1)
    return DepartmentNotice.objects.filter(base_version__base_item=before.base_item_id).count()

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A benchmark of discretion to break, the law that it cites, and people who keep it."""

from copy import deepcopy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from yiwang.catalogue.models import DiscretionBenchmark, ImplementationVersion, Law
from yiwang.catalogue.services import benchmarks
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.organizations.enums import Right

BENCHMARK: dict[str, Any] = {
    "name": "摊位登记裁量权基准",
    "document": "某市监〔2026〕8号",
    "law": "行政许可法",
    "article": "第三十四条",
    "measures": [
        {"key": "term", "name": "有效期", "kind": "term", "unit": "年"},
        {"key": "conditions", "name": "附加条件", "kind": "conditions"},
    ],
    "tiers": [
        {
            "key": "usual",
            "name": "一般",
            "circumstances": "条件全部符合，没有不良记录。",
            "spans": [
                {"measure": "term", "least": "2", "most": "3"},
                {"measure": "conditions", "choices": []},
            ],
        },
        {
            "key": "strict",
            "name": "从严",
            "circumstances": "一年内受过处罚。",
            "spans": [
                {"measure": "term", "least": "1", "most": "1"},
                {"measure": "conditions", "choices": ["每季度接受一次检查"]},
            ],
        },
        {
            "key": "fixed",
            "name": "法定",
            "circumstances": "法律规定了期限。",
            "is_by_law": True,
            "spans": [
                {"measure": "term", "least": "5", "most": "5"},
                {"measure": "conditions", "choices": []},
            ],
        },
    ],
    "mitigating": ["主动整改的。"],
    "aggravating": ["隐瞒情况的。"],
    "lets_lower": True,
}


def benchmark(**changes: Any) -> dict[str, Any]:
    """Return a sound benchmark, with changes at its top."""
    return deepcopy(BENCHMARK) | changes


def keep_law() -> None:
    """Put the law that it cites into the corpus."""
    Law.objects.get_or_create(
        title="行政许可法", is_newest=True, defaults={"category": "行政法", "article_count": 83}
    )


def keeper(scope_code: str, number: int, *rights: Right) -> Actor:
    """Return somebody who keeps the base items of a place."""
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=UUID(int=number),
        division_code=scope_code,
        covers_subtree=True,
        rights=frozenset(rights or (Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)),
    )


def list_keeper(department: Any, number: int) -> Actor:
    """Return somebody who keeps the lists of one department."""
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=UUID(int=number),
        department_id=department.id,
        division_code=department.division_id,
        rights=frozenset((Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)),
    )


def published(version_id: UUID, *, at: datetime, **changes: Any) -> DiscretionBenchmark:
    """Publish a benchmark of the item of a version, written by one and published by another."""
    keep_law()
    item = ImplementationVersion.objects.get(pk=version_id).implementation.base_item
    draft = benchmarks.save_benchmark(
        base_item_id=item.id,
        content=benchmark(**changes),
        effective_from=timezone.localdate(at),
        revision=0,
        actor=keeper(item.scope_code, 701),
        at=at,
    )
    return benchmarks.publish_benchmark(
        base_item_id=item.id,
        revision=draft.revision,
        actor=keeper(item.scope_code, 702),
        at=at,
    )

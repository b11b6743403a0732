# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Try a process step by step before it is published; what was done so far stands in the form."""

import json
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, page, whole_number
from yiwang.workbench.modelling.views import MODELLING

MOST_FIELDS: Final = 200
LONGEST: Final = 100_000
Move = catalogue.modelling.Move


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def simulate(request: HttpRequest, code: str) -> HttpResponse:
    """Show where the process stands after the moves so far, and what can be done next."""
    with read_only():
        found = catalogue.modelling.edited("process", code, actor_of(request))
        post = request.POST
        moves = _moves(post.get("moves", ""))
        if "back" in post:
            moves = moves[:-1]
        elif "restart" in post:
            moves = []
        elif post.get("key"):
            moves = [*moves, Move(post["key"][:100], sample_values(post, "result."))]
        sample = _sample(post)
        context: dict[str, Any] = {
            "found": found,
            "sample": post,
            "given": {name: _written(value) for name, value in sample.form.items()},
            "limit": sample.limit,
            "project_type": sample.item["project_type"],
        }
        try:
            run = catalogue.modelling.simulate(found.body, sample, moves)
        except DomainError as refusal:
            context |= {"refusal": str(refusal), "faults": refusal.errors, "moves": ""}
        else:
            context |= {
                "run": run,
                "fields": [(name, context["given"].get(name, "")) for name in run.reads],
                "moves": _packed(moves),
                "has_timer": any(one.wakes_at for one in run.waiting),
                "current": " ".join(one.element_id for one in run.waiting),
                "done": " ".join(one.element_id for one in run.passed),
            }
        return page(request, "workbench/modelling/simulation.html", context, current=MODELLING)


def _sample(post: Any) -> catalogue.modelling.Sample:
    project_type = post.get("project_type", "2")
    return catalogue.modelling.Sample(
        form=sample_values(post, "form."),
        item={
            "project_type": project_type if project_type in {"1", "2"} else "2",
            "mode": "standard",
            "item_type": "01",
        },
        begins_at=timezone.now().replace(microsecond=0) - timedelta(seconds=1),
        limit=max(1, min(whole_number(post.get("limit", ""), digits=3) or 5, 365)),
    )


def sample_values(post: Any, prefix: str) -> dict[str, Any]:
    """Return sample values by name: JSON where it is JSON, else text; empty ones are not there."""
    names = [name for name in list(post)[:MOST_FIELDS] if name.startswith(prefix)]
    return {
        name.removeprefix(prefix): _value(text) for name in names if (text := post[name].strip())
    }


def _value(text: str) -> Any:
    try:
        return json.loads(text[:1000])
    except (ValueError, RecursionError):
        return text[:1000]


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _moves(text: str) -> list[Move]:
    try:
        rows = json.loads(text[:LONGEST]) if text else []
    except (ValueError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    return [
        Move(row[0], row[1])
        for row in rows
        if isinstance(row, list) and len(row) == 2 and _is_move(*row)
    ]


def _is_move(key: object, values: object) -> bool:
    return isinstance(key, str) and isinstance(values, dict)


def _packed(moves: list[Move]) -> str:
    return json.dumps([[move.key, move.values] for move in moves], ensure_ascii=False)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""kill -9 before every statement of what a rule that decides goes through."""

from collections import Counter
from typing import Any

import pytest

from tests.cases import world as worlds
from tests.cases.automation import rules
from tests.factories import World
from tests.faults.killing import killed_everywhere
from yiwang.cases.automation import dry_runs, switches, versions
from yiwang.cases.enums import Outcome
from yiwang.cases.models import DryRun, DryRunDifference, RuleStop, RuleVersion
from yiwang.foundation.errors import DomainError
from yiwang.ledger.models import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture
def world() -> World:
    return worlds.made()


def told() -> Counter[str]:
    """Return how many facts of each kind there are, numbered or waiting to be."""
    return Counter(Event.objects.values_list("kind", flat=True))


def stands(version: RuleVersion) -> str:
    return str(RuleVersion.objects.get(pk=version.pk).state)


def test_a_rule_is_published_once_wherever_it_is_killed(world: World) -> None:
    first = rules.published(world)
    second = rules.proposed(world, first.rule_set, sample_percent=7)
    by = rules.publisher(world)
    rules.tried(second, by)

    def publish() -> None:
        if stands(second) != "published":
            _publish(second, by)

    def seen() -> tuple[object, ...]:
        return stands(first), stands(second), told()

    at_first = seen()
    found = killed_everywhere(publish, seen)

    assert len(found) > 5
    assert all(one in (at_first, found[-1]) for one in found), "half a publication"
    assert found[-1][1] == "published"  # type: ignore[index]
    assert told()["cases.rule_published"] == 2
    with pytest.raises(DomainError):
        _publish(second, by)
    assert seen() == found[-1]


def test_a_dry_run_counts_each_case_once_wherever_it_is_killed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dry_runs, "BATCH", 1)
    own = rules.rule_set(world)
    rules.lives_here(world)
    worlds.decided(world)
    refused = worlds.decided(world, outcome=Outcome.REFUSED)
    version = rules.proposed(world, own)
    run = dry_runs.start(
        version_id=version.pk, wanted=9, actor=rules.publisher(world), at=worlds.MONDAY
    )

    def seen() -> tuple[int, ...]:
        now = DryRun.objects.get(pk=run.pk)
        return now.done, now.agreed, now.wrong, DryRunDifference.objects.count()

    found = killed_everywhere(
        lambda: dry_runs.run_to_its_end(dry_run_id=run.pk, at=worlds.MONDAY), seen
    )

    assert set(found) <= {(0, 0, 0, 0), (1, 0, 1, 1), (1, 1, 0, 0), (2, 1, 1, 1)}, "half a case"
    assert found[-1] == (2, 1, 1, 1)
    assert DryRun.objects.get(pk=run.pk).state == "finished"
    assert DryRunDifference.objects.get().case_id == refused.pk
    assert told()["cases.dry_run_finished"] == 1


def test_rules_stop_whole_wherever_they_are_killed(world: World) -> None:
    made = rules.published(world)
    by = rules.supervisor(world)

    def stop() -> None:
        if not switches.are_stopped(made.rule_set_id):
            switches.stop(rule_set_id=made.rule_set_id, reason="有误。", actor=by, at=worlds.MONDAY)

    def seen() -> tuple[object, ...]:
        return switches.are_stopped(made.rule_set_id), RuleStop.objects.count(), told()

    at_first = seen()
    found = killed_everywhere(stop, seen)

    assert all(one in (at_first, found[-1]) for one in found), "half a stop"
    assert found[-1][:2] == (True, 1)  # type: ignore[index]


def _publish(version: RuleVersion, by: Any) -> None:
    versions.publish_version(
        version_id=version.pk,
        revision=version.revision,
        accepts_differences=True,
        actor=by,
        at=worlds.MONDAY,
    )

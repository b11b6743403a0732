# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The hot paths: a submission and a step of staff, beside raw SQL that writes the same."""

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID, uuid4

from bench import http_load, scripts
from bench.harness import Figure, Round, compared
from bench.installation import CLIENTS, Place, Server
from operations.demo import HOME_COUNTY

ROUNDS = 4
SECONDS = 3
PER_ROUND = 1_200
"""Cases that wait for a step in each round."""
WARM_UP = 200
FOR_PGBENCH = 2_000
"""Cases that pgbench moves on: others than ours, for it leaves them in a state of its own."""
ITEM = "K0008"
GOAL = 0.10


@dataclass(slots=True)
class Scene:
    """Who applies for what, and everything that goes with it.

    :param body: a complete, valid application
    """

    applicant_token: str
    handler_token: str
    version_id: UUID
    body: bytes
    file_ids: list[UUID]


def submission(place: Place) -> list[Figure]:
    """Submit complete applications, beside the same rows written by pgbench."""
    scene = complete_scene()
    headers = {
        "Authorization": f"Bearer {scene.applicant_token}",
        "Content-Type": "application/json",
    }
    run = uuid4().hex
    numbers = count()

    def request() -> bytes:
        keyed = headers | {"Idempotency-Key": f"{run}-{next(numbers)}"}
        return http_load.request_bytes("POST", "/api/v1/cases", headers=keyed, body=scene.body)

    script = scripts.submission(scene.version_id, scene.file_ids)
    with place.web() as server:
        http_load.run(server.address, request, clients=CLIENTS, lasting=2)
        rounds, notes = _rounds(place, server, script, request)
    return [
        compared("submission", rounds, unit="cases/s", reference="pgbench", goal=GOAL, notes=notes)
    ]


def transition(place: Place) -> list[Figure]:
    """Finish the first step of cases, beside the same rows written by pgbench."""
    scene = complete_scene()
    body = json.dumps({"data": review(), "opinion": "情况属实，材料齐全。"}).encode()
    headers = {
        "Authorization": f"Bearer {scene.handler_token}",
        "Content-Type": "application/json",
    }
    script = scripts.transition(_named_for_pgbench(waiting_cases(scene, FOR_PGBENCH)))
    waiting = iter(waiting_cases(scene, PER_ROUND * ROUNDS + WARM_UP))

    def request() -> bytes:
        case_id, step_key = next(waiting)
        keyed = headers | {"Idempotency-Key": uuid4().hex}
        return http_load.request_bytes(
            "POST", f"/api/v1/cases/{case_id}/steps/{step_key}", headers=keyed, body=body
        )

    with place.web() as server:
        http_load.run(server.address, request, clients=CLIENTS, lasting=1, most=WARM_UP)
        rounds, notes = _rounds(place, server, script, request, most=PER_ROUND)
    return [
        compared("transition", rounds, unit="steps/s", reference="pgbench", goal=GOAL, notes=notes)
    ]


def _rounds(
    place: Place,
    server: Server,
    script: str,
    request: http_load.RequestMaker,
    *,
    most: int | None = None,
) -> tuple[list[Round], dict[str, object]]:
    rounds, statuses, spent, answers = [], {}, 0.0, 0
    for _ in range(ROUNDS):
        raw = _pgbench(place, script)
        before = server.cpu_seconds()
        load = http_load.run(server.address, request, clients=CLIENTS, lasting=SECONDS, most=most)
        spent += server.cpu_seconds() - before
        answers += len(load.seconds)
        for status, number in load.statuses.items():
            statuses[status] = statuses.get(status, 0) + number
        rounds.append(Round(load.rate, raw))
    return rounds, {
        "CPU ms a request (web)": round(1000 * spent / answers, 2),
        "statuses": statuses,
        "clients": CLIENTS,
    }


def _pgbench(place: Place, script: str) -> float:
    """Return the transactions a second that a script reaches with prepared statements."""
    path = place.var / "script.sql"
    path.write_text(script)
    done = subprocess.run(  # noqa: S603
        [
            str(place.programs / "pgbench"),
            *("--no-vacuum", "--protocol=prepared", f"--client={CLIENTS}", "--jobs=2"),
            *(f"--time={SECONDS}", f"--file={path}", place.owner_url),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if not found or "failed: 0 " not in done.stdout.replace(
        "failed transactions: 0 ", "failed: 0 "
    ):
        raise RuntimeError(f"pgbench: {done.stdout}\n{done.stderr}")
    return float(found.group(1))


def complete_scene() -> Scene:
    import io

    import typst
    from django.utils import timezone

    from operations.demo.filling import Facts, filled
    from yiwang.catalogue import selectors as catalogue
    from yiwang.catalogue.models import ImplementationList
    from yiwang.documents import services as documents
    from yiwang.forms import selectors as forms
    from yiwang.foundation.codes.test_data import make_test_uscc
    from yiwang.identity import selectors as identity
    from yiwang.identity import services as identities
    from yiwang.identity.models import Account

    at = timezone.now()
    applicant = Account.objects.get(login="wangxm")
    actor = identity.actor_for_account(applicant.pk)
    firm = identity.legal_persons_of(actor.person_id)[0].legal_person_id
    issued = identities.issue_token(account_id=applicant.pk, acting_for=firm, at=at)
    handler = Account.objects.get(login="scjg-handler")
    code = ImplementationList.objects.get(base_item__local_code=ITEM, region_code=HOME_COUNTY).code
    version_id = catalogue.published_version_id(code, timezone.localdate(at))
    snapshot = catalogue.snapshot(version_id)
    own = identity.own_details(actor)
    form = forms.compiled_form(snapshot.form_id)
    data = filled(
        form.schema,
        Facts(
            name=own.name,
            number=own.resident_id,
            phone=own.phone,
            uscc=make_test_uscc(1),
            firm="杭州翠竹餐饮有限公司（演示）",
            division="330106002000",
            detail="文三路 1 号",
            today=timezone.localdate(at),
        ),
    )
    clean = form.validate(data)
    asked = [each for each in catalogue.materials_for(snapshot, clean) if each.is_uploaded]
    files = {
        each.key: documents.store_upload(
            io.BytesIO(typst.compile(f"= {each.name}".encode())),
            name="material.pdf",
            owner=issued.actor,
            at=at,
        ).id
        for each in asked[:3]
    }
    body = {
        "version_id": str(version_id),
        "form": data,
        "materials": {key: [str(file_id)] for key, file_id in files.items()},
    }
    return Scene(
        applicant_token=issued.raw,
        handler_token=identities.issue_token(account_id=handler.pk, at=at).raw,
        version_id=version_id,
        body=json.dumps(body).encode(),
        file_ids=list(files.values()),
    )


def waiting_cases(scene: Scene, number: int) -> list[tuple[UUID, str]]:
    """Return accepted cases whose first step waits, made by the services themselves."""
    from django.utils import timezone

    from yiwang.cases.models import WorkItem
    from yiwang.cases.services import intake, submission
    from yiwang.identity import selectors as identity
    from yiwang.identity.models import Account

    at = timezone.now()
    applicant = identity.authenticate_token(scene.applicant_token)
    clerk = identity.actor_for_account(Account.objects.get(login="scjg-counter").pk)
    sent = json.loads(scene.body)
    application = submission.Application(
        version_id=scene.version_id,
        form=sent["form"],
        materials={key: [UUID(one) for one in ids] for key, ids in sent["materials"].items()},
    )
    made = []
    for _ in range(number):
        case = submission.submit_case(application=application, actor=applicant, at=at)
        intake.accept_case(case_id=case.pk, actor=clerk, at=at)
        made.append(case.pk)
    keys = dict(
        WorkItem.objects.filter(case_id__in=made, state="open").values_list("case_id", "step_key")
    )
    return list(keys.items())


def _named_for_pgbench(waiting: Sequence[tuple[UUID, str]]) -> int:
    """Name cases and their open work items in a table for pgbench; return how many there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_waiting")
        cursor.execute(
            "CREATE TABLE bench_waiting AS SELECT row_number() OVER () AS n, case_id, id AS item_id"
            " FROM cases_work_item WHERE state = 'open' AND case_id = ANY(%s::uuid[])",
            [[case_id for case_id, _step in waiting]],
        )
        cursor.execute("ALTER TABLE bench_waiting ADD PRIMARY KEY (n)")
        cursor.execute("SELECT count(*) FROM bench_waiting")
        return int(cursor.fetchone()[0])


def review() -> dict[str, object]:
    return {"conclusion": "pass", "problems": "", "checked": ["identity", "materials"]}

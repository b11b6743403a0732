# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang tour``: the main job over HTTP, as citizens and staff would do it with programs.

Three citizens apply for three modelled items; a counter clerk, a handler, a reviewer and an
approver bring each to its sealed-off close; the notices are downloaded and the ledger verified.
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import typst
from django.utils import timezone

from config.environment import environment
from operations import ledger
from operations.demo import HOME_COUNTY, PASSWORD
from operations.demo.filling import Facts, filled
from operations.errors import OperationFailed
from yiwang.foundation.codes.test_data import make_test_uscc

PATIENCE_SECONDS = 60
CHINA = ZoneInfo("Asia/Shanghai")
STAFF = ("counter", "handler", "reviewer", "approver")


@dataclass(frozen=True, slots=True)
class Journey:
    """Who applies for what.

    :param item: the national item's own number, as in ``data/items``
    :param acts_for_firm: applies for the enterprise that they represent
    """

    login: str
    item: str
    acts_for_firm: bool = False


JOURNEYS = (
    Journey("wangxm", "K0008", acts_for_firm=True),
    Journey("lijg", "K0004"),
    Journey("zhangyf", "K0043"),
)


class Caller:
    """Somebody who is signed in and calls the machine interface."""

    def __init__(self, site: str, token: str = "") -> None:
        self._site = site
        self._token = token

    def signed_in(self, login: str, **chosen: str) -> "Caller":
        """Return a caller who is signed in as somebody, in a post or for an enterprise."""
        answer = self.post("/tokens", {"login": login, "password": PASSWORD, **chosen})
        return Caller(self._site, answer["token"])

    def get(self, path: str, **query: str | int) -> Any:
        words = f"?{urllib.parse.urlencode(query)}" if query else ""
        return json.loads(self._call("GET", path + words))

    def post(self, path: str, body: Mapping[str, Any], *, key: str = "") -> Any:
        headers = {"Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        return json.loads(self._call("POST", path, json.dumps(body).encode(), headers))

    def upload(self, name: str, content: bytes) -> str:
        path = f"/files?{urllib.parse.urlencode({'name': name})}"
        headers = {"Content-Type": "application/octet-stream"}
        return str(json.loads(self._call("POST", path, content, headers))["id"])

    def download(self, path: str) -> bytes:
        return self._call("GET", path)

    def _call(
        self, method: str, path: str, body: bytes | None = None, headers: Any = None
    ) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - our own site
            f"{self._site}/api/v1{path}", data=body, method=method, headers=dict(headers or {})
        )
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            raise OperationFailed(f"{method} {path}: {error.read().decode()[:2000]}") from error
        except OSError as error:
            raise OperationFailed(
                f"The site at {self._site} does not answer ({error}). Start it: make run"
            ) from error


def run(*, say: Callable[[str], None], site: str = "") -> None:
    """Drive the main job against the running site.

    :param site: its address; the one that the settings name when left out
    :raises OperationFailed: something did not go as it should
    """
    nobody = Caller(site or environment().site_url)
    folder = Path(environment().VAR) / "tour"
    for journey in JOURNEYS:
        _travel(journey, nobody, folder, say)
    say(f"PDFs: {folder}")
    if not ledger.verify(say=say):
        raise OperationFailed("The ledger does not verify.")


def _travel(journey: Journey, nobody: Caller, folder: Path, say: Callable[[str], None]) -> None:
    citizen = _citizen(journey, nobody)
    item = nobody.get(f"/items/{_code_of(journey, nobody)}")
    receipt = _submit(citizen, item)
    case_id, number = receipt["case_id"], receipt["number"]
    say(f"\n{item['name']}  {number}  查询码 {receipt['query_code']}")
    staff = {role: _in_post(nobody, role, item["department_id"]) for role in STAFF}
    staff["counter"].post(f"/cases/{case_id}/acceptance", {}, key=uuid4().hex)
    _handle(staff, case_id, number)
    citizen.post("/me/service-consent", {})
    staff["counter"].post(f"/cases/{case_id}/delivery", {"method": "electronic"})
    staff["counter"].post(f"/cases/{case_id}/closure", {})
    for entry in citizen.get(f"/cases/{case_id}/timeline")["items"]:
        say(f"  {_in_china(entry['at'])}  {entry['title']}  {entry['detail']}")
    for name, content in _documents(citizen, case_id):
        target = folder / number / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        say(f"  {name} ({len(content) // 1024} KB)")


def _citizen(journey: Journey, nobody: Caller) -> Caller:
    citizen = nobody.signed_in(journey.login)
    if not journey.acts_for_firm:
        return citizen
    firm = citizen.get("/me/legal-persons")["items"][0]
    return nobody.signed_in(journey.login, acting_for=firm["legal_person_id"])


def _code_of(journey: Journey, nobody: Caller) -> str:
    found = nobody.get("/items", local_code=journey.item, region_code=HOME_COUNTY)
    return str(found["items"][0]["code"])


def _submit(citizen: Caller, item: Mapping[str, Any]) -> Any:
    version = item["version_id"]
    schema = citizen.get(f"/versions/{version}/form")["json_schema"]
    form = filled(schema, _facts(citizen))
    application = {
        "version_id": version,
        "form": form,
        "materials": {
            material["key"]: [
                citizen.upload(f"{material['name'][:40]}.pdf", _page(material["name"]))
            ]
            for material in item["materials"]
            if material["is_required"] or material["necessity"] == "deferrable"
        },
    }
    handed = list(application["materials"])
    ways = citizen.post(f"/versions/{version}/ways", {"form": form, "handed": handed})["offers"]
    if [one["mode"] for one in ways] == ["commitment"]:  # the form itself asks for it
        way = {"form": form, "handed": handed, "mode": "commitment"}
        told = citizen.post(f"/versions/{version}/ways", way)
        application["signed"] = {"mode": "commitment", "text_sha256": told["text_sha256"]}
    key = uuid4().hex
    receipt = citizen.post("/cases", application, key=key)
    if citizen.post("/cases", application, key=key) != receipt:
        raise OperationFailed("The repeated submission got another answer.")
    return receipt


def _facts(citizen: Caller) -> Facts:
    own = citizen.get("/me/details")
    return Facts(
        name=own["name"],
        number=own["resident_id"],
        phone=own["phone"],
        uscc=make_test_uscc(1),
        firm="杭州翠竹餐饮有限公司（演示）",
        division="330106002000",
        detail="文三路 1 号",
        today=timezone.localdate(),
    )


def _in_china(moment: str) -> str:
    """Return a moment of the machine interface (RFC 3339) as clocks in China show it."""
    return f"{datetime.fromisoformat(moment).astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def _page(title: str) -> bytes:
    """Return a small real PDF to hand in."""
    return bytes(typst.compile(f"#set page(width: 12cm, height: 8cm)\n= {title}".encode()))


def _in_post(nobody: Caller, role: str, department_id: str) -> Caller:
    posts = nobody.signed_in(role).get("/me/posts")["items"]
    held = [post for post in posts if post["department_id"] == department_id]
    if not held:
        raise OperationFailed(f"{role} holds no post in the department {department_id}.")
    return nobody.signed_in(role, post_id=held[0]["post_id"])


def _handle(staff: Mapping[str, Caller], case_id: str, number: str) -> None:
    """Do whatever the process asks for until it asks for the decision, then decide."""
    for _step in range(20):
        role, task = _next_task(staff, number)
        if task["kind"] == "decision":
            body = {"outcome": "granted", "reasons": "经审查，符合法定条件。"}
            staff[role].post(f"/cases/{case_id}/decision", body)
            return
        data = {}
        if task["form_code"]:
            schema = staff[role].get(f"/forms/{task['form_code']}")["json_schema"]
            data = filled(schema, _facts_of_staff(), is_complete=True)
        result = {"data": data, "opinion": "情况属实，材料齐全。"}
        staff[role].post(f"/cases/{case_id}/steps/{task['step_key']}", result)
    raise OperationFailed(f"{number} did not come to a decision.")


def _next_task(staff: Mapping[str, Caller], number: str) -> tuple[str, Any]:
    for role, caller in staff.items():
        for task in caller.get("/tasks", q=number)["items"]:
            return role, task
    raise OperationFailed(f"Nothing waits in {number}.")


def _facts_of_staff() -> Facts:
    return Facts(
        name="程力行",
        number="",
        phone="057188888888",
        uscc=make_test_uscc(1),
        firm="演示单位",
        division=HOME_COUNTY,
        detail="文三路 1 号",
        today=timezone.localdate(),
    )


def _documents(citizen: Caller, case_id: str) -> list[tuple[str, bytes]]:
    """Return the notices once all are set in type."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        papers = citizen.get(f"/cases/{case_id}/documents")["items"]
        kinds = {paper["kind"] for paper in papers}
        if {"receipt", "acceptance", "granted"} <= kinds and all(
            paper["is_ready"] for paper in papers
        ):
            return [
                (
                    f"{place + 1:02} {paper['title']}.pdf",
                    citizen.download(f"/cases/{case_id}/documents/{paper['id']}"),
                )
                for place, paper in enumerate(papers)
            ]
        if time.monotonic() > give_up_at:
            raise OperationFailed("The notices were not set in type; does the worker run?")
        time.sleep(0.5)

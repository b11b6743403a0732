# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages at volume: the cached guide, search, and my tasks."""

import csv
import random
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

from bench import http_load, volume
from bench.harness import Figure, Round, compared, percentile
from bench.installation import CLIENTS, Place

ROUNDS = 5
SECONDS = 4.0
WARMING = 20.0
"""Seconds until every worker knows the places and most texts, as one does that runs for days."""
_QUESTIONS = Path(__file__).parents[2] / "tests" / "catalogue"
WORDS = (
    "居住证",
    "开饭店",
    "营业执照",
    "医保",
    "公积金",
    "驾驶证",
    "食品经营",
    "许可",
    "登记",
    "变更",
    "注销",
    "卫生",
    "出生",
    "结婚",
    "社保卡",
    "spjyxk",
    "jzz",
    "买房",
    "养老金",
    "残疾人证",
    "消防",
    "建设工程",
    "施工许可",
    "排污",
    "取水",
    "林木采伐",
    "出版物",
    "广告",
    "培训学校",
    "医疗机构",
    "药店",
    "会计",
    "律师",
    "道路运输",
    "船舶",
    "我想给刚出生的孩子上户口要带什么",
    "在义乌开饭店要办什么证",
    "驾照丢了怎么补",
    "没有单位自己怎么交社保",
    "公司不干了怎么注销",
    "身份正过期了",
)


def _texts() -> tuple[str, ...]:
    """Return what people type, the commonest first: words, then whole everyday questions."""
    questions = [
        row["question"]
        for path in sorted(_QUESTIONS.glob("search_questions*.csv"))
        for row in csv.DictReader(path.open(encoding="utf-8"))
    ]
    random.Random(8).shuffle(questions)
    return (*WORDS, *questions)


TEXTS = _texts()
# The text of rank n is typed 1/n times as often as the first: what logs of searches look like.
_HOW_OFTEN = tuple(accumulate(1 / rank for rank, _text in enumerate(TEXTS, start=1)))


def typed_text(rng: random.Random) -> str:
    """Return what the next person types: often something usual, sometimes never heard before."""
    return rng.choices(TEXTS, cum_weights=_HOW_OFTEN)[0]


def guide(place: Place) -> list[Figure]:
    """Ask for guides that are in the cache, beside a bare page of the same server."""
    volume.lists(place)
    rng = random.Random(1)
    with place.web() as ours, place.web(application="bench.bare:application") as bare:
        pages = [f"/guide/{code}" for code in rng.sample(volume.codes(), 50)]
        requests = [http_load.request_bytes("GET", page) for page in pages]
        nothing = http_load.request_bytes("GET", "/healthz")
        for request in requests * 4:
            http_load.run(ours.address, lambda r=request: r, clients=1, lasting=5, most=2)
        rounds, spent, answers = [], 0.0, 0
        for _ in range(ROUNDS):
            before = ours.cpu_seconds()
            load = http_load.run(
                ours.address, lambda: rng.choice(requests), clients=CLIENTS, lasting=SECONDS
            )
            spent += ours.cpu_seconds() - before
            answers += len(load.seconds)
            least = http_load.run(bare.address, lambda: nothing, clients=CLIENTS, lasting=SECONDS)
            rounds.append(Round(load.rate, least.rate))
    notes: dict[str, object] = {
        "CPU ms a page": round(1000 * spent / answers, 3),
        "statuses": load.statuses,
        "lists": volume.LISTS,
    }
    return [
        compared("guide", rounds, unit="pages/s", reference="bare page", goal=0.25, notes=notes)
    ]


def search(place: Place) -> list[Figure]:
    """Search with words that people use, in districts all over the province."""
    volume.lists(place)
    rng = random.Random(2)
    regions = volume.counties()

    def request() -> bytes:
        cookie = {"Cookie": f"yw_region={rng.choice(regions)}"}
        return http_load.request_bytes("GET", f"/search?q={quote(typed_text(rng))}", headers=cookie)

    return _latencies(place, "search", request, is_for_the_public=True)


def tasks(place: Place) -> list[Figure]:
    """Open my tasks, as several members of staff, with a million cases in the database."""
    volume.cases(place)
    sessions = volume.staff_sessions()
    rng = random.Random(3)

    def request() -> bytes:
        cookie = {"Cookie": f"yw_session={rng.choice(sessions)}"}
        return http_load.request_bytes("GET", "/workbench/", headers=cookie)

    return _latencies(place, "tasks", request)


def _latencies(
    place: Place, name: str, request: http_load.RequestMaker, *, is_for_the_public: bool = False
) -> list[Figure]:
    with place.web() as server:
        started = http_load.run(server.address, request, clients=CLIENTS, lasting=WARMING)
        alone = http_load.run(server.address, request, clients=1, lasting=8)
        crowd = http_load.run(server.address, request, clients=CLIENTS, lasting=8)
    notes: dict[str, object] = {
        "median ms": round(1000 * percentile(alone.seconds, 0.5), 1),
        f"p95 ms with {CLIENTS} clients": round(1000 * percentile(crowd.seconds, 0.95), 1),
        f"p95 ms in the first {WARMING:.0f} s": round(1000 * percentile(started.seconds, 0.95), 1),
        f"pages/s with {CLIENTS} clients": round(crowd.rate, 1),
        "statuses": alone.statuses,
    }
    p95 = 1000 * percentile(alone.seconds, 0.95)
    figures = [Figure(f"{name} p95", p95, "ms", 50, is_ceiling=True, notes=notes)]
    if is_for_the_public:
        p95 = 1000 * percentile(crowd.seconds, 0.95)
        figures.append(Figure(f"{name} p95, {CLIENTS} clients", p95, "ms", 50, is_ceiling=True))
    return figures

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the demonstration's data sources know of its people: made up, the same each time.

``python -m operations.demo.registers`` writes ``data/demonstration/records.csv`` anew.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from operations.demo import HOME_COUNTY
from operations.demo.people import made_people
from operations.loading import DATA, Tick
from yiwang.identity.services import NewPerson
from yiwang.organizations import selectors as organizations
from yiwang.organizations.errors import NoDepartmentForLine
from yiwang.sharing import services as sharing

FILE = DATA / "demonstration" / "records.csv"
SOURCES = DATA / "demonstration" / "sources.json"
COLUMNS = ("source", "person", "values", "as_of", "valid_until", "behaviour", "note")
NOTE = "演示"
FIRST = date(2026, 3, 2)
BANK = "浙江演示银行西湖支行"
FAILS = {("social_insurance", 7): "late", ("marriage", 8): "away", ("household", 9): "nonsense"}
"""Source and place in the list of people → how it fails for them."""
PROVIDERS = {
    "population": "公安",
    "household": "公安",
    "legal_persons": "市场监管",
    "marriage": "民政",
    "social_insurance": "人力社保",
    "social_card": "人力社保",
}
"""Source → line of the body whose staff answer requests to correct it."""

Row = tuple[str, int, dict[str, object]]


def load(tick: Tick) -> int:
    """Describe the sources and fill those that are made up; return how many records there are."""
    sharing.load_sources(json.loads(SOURCES.read_text(encoding="utf-8")))
    for code, line in PROVIDERS.items():
        with suppress(NoDepartmentForLine):  # a district may not have it
            body = organizations.department_for_line(line, HOME_COUNTY)
            sharing.assign_provider(code=code, department_id=body.id)
    tick(1, 2)
    numbers = [person.resident_id for person in made_people()]
    with FILE.open(encoding="utf-8", newline="") as file:
        records = [
            sharing.Record(
                source=row["source"],
                number=numbers[int(row["person"])],
                values=json.loads(row["values"]),
                as_of=date.fromisoformat(row["as_of"]),
                valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
                behaviour=row["behaviour"],
            )
            for row in csv.DictReader(file)
        ]
    found = sharing.load_demonstration(records)
    tick(2, 2)
    return found


def written() -> str:
    """Return the whole file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for source, place, values in _rows(made_people()):
        as_of = FIRST + timedelta(days=place)
        until = "2034-12-31" if source == "disability" else ""
        said = json.dumps(values, ensure_ascii=False, sort_keys=True)
        behaviour = FAILS.get((source, place), "")
        writer.writerow([source, place, said, as_of, until, behaviour, NOTE])
    return text.getvalue()


def _rows(people: list[NewPerson]) -> Iterator[Row]:
    for place, person in enumerate(people):
        yield "household", place, _household(place, person)
        if place % 3 != 2:
            yield "marriage", place, _marriage(place)
        if place % 4 != 3:
            yield "social_insurance", place, _insurance(place)
        if place % 10 == 1:
            yield "disability", place, _disability(place)
        if place % 5 != 4:
            yield "social_card", place, {"bank": BANK, "account": f"62148300{place:011}"}


def _household(place: int, person: NewPerson) -> dict[str, object]:
    return {
        "address": {"division": HOME_COUNTY, "detail": person.address_text},
        "household_number": f"YS{place:07}",
        "relation": "户主" if place % 2 == 0 else "配偶",
        "members": 1 + place % 4,
        "registered_on": (date(2001, 1, 8) + timedelta(days=40 * place)).isoformat(),
        "ethnic_group": "汉族",
    }


def _marriage(place: int) -> dict[str, object]:
    return {
        "status": "已婚",
        "certificate": f"J330106-2012-{place:06}",
        "registered_on": (date(2012, 2, 14) + timedelta(days=place)).isoformat(),
        "office": "杭州市西湖区民政局（演示）",
    }


def _insurance(place: int) -> dict[str, object]:
    return {
        "scheme": "企业职工基本养老保险",
        "employer": "杭州演示有限公司",
        "months": 60 + 3 * place,
        "paid_until": "2026-10-31",
    }


def _disability(place: int) -> dict[str, object]:
    return {"kind": "肢体残疾", "level": "二级", "issued_on": f"2025-0{1 + place % 9}-15"}


def main() -> None:
    """Write the file anew."""
    FILE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Translations: find every text for people, check that its English is there and fits, compile.

``python -m tools.messages`` checks and compiles; ``--compile`` only compiles; ``--stubs`` prints
entries for what is missing, to be pasted into the room's own ``django.po``.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ROOT / "src" / "yiwang"
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)[#0 +-]*\d*(?:\.\d+)?[sdrf]|(%[sdrf])|\{(\w*)[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One text for people and where it stands.

    :param plural: its second form, "" when it has none
    """

    msgid: str
    plural: str
    context: str
    place: str


def texts_in(file: Path, root: Path = ROOT) -> Iterator[Text]:
    """Return the texts of a module or a template."""
    source = file.read_text()
    if file.suffix != ".py":
        from django.utils.translation.template import templatize

        # What templatize leaves is Python but for its indentation.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    found = extract("python", BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        forms = (message, "") if isinstance(message, str) else (message[0], message[1])
        if forms[0]:
            yield Text(forms[0], forms[1], context or "", f"{file.relative_to(root)}:{line}")


def texts_of(room: Path, root: Path = ROOT) -> list[Text]:
    """Return all texts of a room."""
    files = [
        *(file for file in room.rglob("*.py") if "migrations" not in file.parts),
        *(file for file in room.rglob("templates/**/*") if file.suffix in {".html", ".txt"}),
    ]
    return [text for file in sorted(files) for text in texts_in(file, root)]


def catalogue_of(room: Path) -> Catalog:
    """Return a room's English; empty when it has none."""
    path = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def faults(rooms: Iterable[Path], root: Path = ROOT) -> list[str]:
    """Return what is wrong with the English of the rooms, one sentence each."""
    rooms = list(rooms)
    catalogues = {room: catalogue_of(room) for room in rooms}
    wrong = [*_missing(rooms, catalogues, root), *_contradictions(catalogues)]
    for room, catalogue in catalogues.items():
        wrong += [f"{room.name}: {sentence}" for sentence in _misfits(catalogue)]
    return wrong


def _missing(rooms: list[Path], catalogues: Mapping[Path, Catalog], root: Path) -> Iterator[str]:
    # Django reads all rooms' catalogues as one, so a text translated anywhere is translated.
    known = {
        (_first(message.id), message.context or "", counts)
        for catalogue in catalogues.values()
        for message in catalogue
        if message.id and all(_forms(message.string)) and not message.fuzzy
        # an entry with two forms serves a text without a count too, never the other way round
        for counts in {False, len(_forms(message.id)) > 1}
    }
    for room in rooms:
        told = set()
        for text in texts_of(room, root):
            key = (text.msgid, text.context, bool(text.plural))
            if key not in known and key not in told:
                told.add(key)
                yield f"{room.name}: no English for {text.msgid!r} ({text.place})"


def _contradictions(catalogues: Mapping[Path, Catalog]) -> Iterator[str]:
    said: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = defaultdict(dict)
    for room, catalogue in catalogues.items():
        for message in catalogue:
            if message.id and any(_forms(message.string)):
                variants = said[(_first(message.id), message.context or "")]
                variants.setdefault(tuple(_forms(message.string)), []).append(room.name)
    for (msgid, _context), variants in said.items():
        if len(variants) > 1:
            rooms = " / ".join(", ".join(names) for names in variants.values())
            yield f"{msgid!r} has several English texts ({rooms}); agree on one or use pgettext"


def _misfits(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        wanted = places(" ".join(_forms(message.id)))
        for form in filter(None, _forms(message.string)):
            if extra := places(form) - wanted:
                yield f"the English of {_first(message.id)!r} has unknown places {sorted(extra)}"
            elif lost := places(_first(message.id)) - places(form):
                yield f"the English of {_first(message.id)!r} lost the places {sorted(lost)}"


def places(text: str) -> set[str]:
    """Return the places in a text that are filled in later."""
    return {
        next((name for name in match.groups() if name), "{}")
        for match in PLACE.finditer(text.replace("%%", ""))
    }


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    if text is None:
        return [""]
    return [text] if isinstance(text, str) else list(text)


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return _forms(text)[0]


def compile_all(rooms: Iterable[Path]) -> int:
    """Compile every catalogue, and return how many there are."""
    count = 0
    for source in sorted(path for room in rooms for path in room.glob("locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        count += 1
    return count


def print_stubs(rooms: Iterable[Path]) -> None:
    """Print an entry for each text without English, room by room."""
    for sentence in _missing(list(rooms), {room: catalogue_of(room) for room in rooms}, ROOT):
        room, _, rest = sentence.partition(": no English for ")
        text, _, place = rest.rpartition(" (")
        escaped = text[1:-1].replace('"', '\\"')
        print(f'# {room}: {place.rstrip(")")}\nmsgid "{escaped}"\nmsgstr ""\n')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--compile", action="store_true", help="compile, and check nothing")
    parser.add_argument("--stubs", action="store_true", help="print entries for what is missing")
    options = parser.parse_args()
    rooms = sorted(path for path in ROOMS.iterdir() if (path / "__init__.py").exists())
    if options.stubs:
        print_stubs(rooms)
        return 0
    wrong = [] if options.compile else faults(rooms)
    for sentence in wrong:
        print(sentence)
    print(f"{compile_all(rooms)} catalogues compiled, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

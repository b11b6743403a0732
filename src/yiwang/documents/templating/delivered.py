# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Translations that come with the program: what staff begin a template from, never in force."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from yiwang.documents.enums import NoticeKind

FOLDER: Final = Path(__file__).parent.parent / "translations"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A template as it is delivered: body and fields."""

    source: str
    blocks: Mapping[str, str]


def languages() -> list[str]:
    """Return the languages that something is delivered in."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def translation(kind: NoticeKind, language: str) -> Delivered | None:
    """Return what is delivered of a kind in a language; None where nothing is."""
    return _of_language(language).get(kind) if language in languages() else None


@cache
def _of_language(language: str) -> Mapping[NoticeKind, Delivered]:
    content = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    shared = {"note": content.pop("note"), "terms": content.pop("terms").strip()}
    return {
        NoticeKind(kind): Delivered(
            words["body"].strip("\n") + "\n", {"title": words["title"]} | shared
        )
        for kind, words in content.items()
    }

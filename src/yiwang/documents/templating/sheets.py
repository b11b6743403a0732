# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages set with a template: tried on samples, previewed, and at last issued."""

import difflib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Protocol
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.documents import pages
from yiwang.documents.enums import CHINESE, ONLY_TRANSLATED, NoticeKind
from yiwang.documents.logos import placing
from yiwang.documents.models import IssuedDocument, TemplateVersion
from yiwang.documents.templating import blocks as simple
from yiwang.documents.templating import compiling, delivered, requirements, translated
from yiwang.documents.templating.compiling import SheetFault, SheetRefused, Wrapped
from yiwang.documents.templating.samples import sample
from yiwang.documents.typesetting import TEMPLATES, qr_code, typeset
from yiwang.foundation.errors import FieldError
from yiwang.organizations import selectors as organizations

logger = logging.getLogger(__name__)

ENGLISH: Final = "en"
LARGEST_SOURCE: Final = 40_000
TEMPLATED: Final = tuple(kind for kind in NoticeKind if kind in requirements.OF_KIND)
_BODY = re.compile(r"^  (?P<kind>\w+): (?P<file>\w+)\.(?P<name>[\w-]+),$", re.MULTILINE)
_PROOF_URL = "https://example.org/verify/0000000000000000"
_PROOF: Mapping[str, Any] = {
    "number": "样本〔2026〕00000号",
    "is_preview": False,
    "verification_code": "0000-0000-0000-0000",
    "verification_url": _PROOF_URL,
}


class Written(Protocol):
    """What a page is set from: a version, or one that is not stored yet."""

    @property
    def source(self) -> str: ...
    @property
    def blocks(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A template as it stands in a form."""

    source: str
    blocks: Mapping[str, str]


BUILT_IN: Final = Draft("", {})


@cache
def built_in_source(kind: NoticeKind, language: str = CHINESE) -> str:
    """Return the body that version 0 of a kind is made of, as staff would write it.

    Of a translation it is what comes with the program to begin from, else the Chinese body; a
    certificate has none, so that of another language is begun from the English.
    """
    if language != CHINESE and (begun := delivered.translation(kind, language)):
        return begun.source
    if kind in ONLY_TRANSLATED:
        begun = delivered.translation(kind, ENGLISH)
        return begun.source if begun else ""
    file, name = _built_in(kind)
    text = (TEMPLATES / "kinds" / f"{file}.typ").read_text("utf-8")
    begin = re.search(rf"^#let {re.escape(name)}\(page\) = (?P<open>[\[{{])\n", text, re.MULTILINE)
    if begin is None:
        raise ValueError(f"{file}.typ has no body {name}.")
    ends = {"[": "\n]\n", "{": "\n}\n"}
    inner = text[begin.end() : text.index(ends[begin["open"]], begin.end())]
    if begin["open"] == "{":
        return "#{\n" + inner + "\n}\n"
    return "\n".join(line.removeprefix("  ") for line in inner.split("\n")) + "\n"


@cache
def _built_in(kind: NoticeKind) -> tuple[str, str]:
    table = (TEMPLATES / "bodies.typ").read_text("utf-8")
    return next(
        (found["file"], found["name"])
        for found in _BODY.finditer(table)
        if found["kind"] == kind.value
    )


def built_in(kind: NoticeKind, language: str = CHINESE) -> "Draft":
    """Return version 0 as a draft begins with it."""
    begun = delivered.translation(kind, language) if language != CHINESE else None
    blocks = begun.blocks if begun else {}
    return Draft(built_in_source(kind, language), blocks)


def wrapped(kind: NoticeKind, source: str, language: str = CHINESE) -> Wrapped:
    """Return the files for a source: ours around it, or the built-in body when there is none."""
    if language != CHINESE:
        above = ['#import "translated.typ": *', "#let body(page) = ["]
        files = {
            compiling.CUSTOM: "\n".join([*above, source, "]"]),
            "main.typ": '#include "translation.typ"',
        }
        return Wrapped(files, len(above))
    file, _name = _built_in(kind)
    above = [
        '#import "words.typ": *',
        f'#import "kinds/{file}.typ": *',
        '#import "bodies.typ": bodies',
        "#let body(page) = [",
    ]
    text = source or f"#bodies.at({kind.value!r})(page)".replace("'", '"')
    files = {
        compiling.CUSTOM: "\n".join([*above, text, "]"]),
        "main.typ": '#include "staff.typ"',
    }
    return Wrapped(files, len(above))


def page_with(written: Written, page: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page with the simple fields filled; a translation in its language."""
    language, logo = language_of(page), placing.placed(written.blocks, page)
    if language == CHINESE:
        return dict(page) | logo | {"blocks": simple.filled(written.blocks, page)}
    terms = translated.terms_of(written.blocks.get("terms", ""))
    said = translated.page_in(language, page, terms)
    filled = simple.filled(written.blocks, said)
    named = {"title": filled.get("title", ""), "english_title": ""}
    return said | logo | {"blocks": filled, **named}


def language_of(page: Mapping[str, Any]) -> str:
    """Return the language in which a page is set."""
    return str(page.get("language") or CHINESE)


def sample_page(
    kind: NoticeKind,
    department: organizations.DepartmentSummary,
    *,
    is_longest: bool = False,
    on: date | None = None,
    language: str = CHINESE,
) -> dict[str, Any]:
    """Return a made-up page of a kind, as of a department."""
    tried = sample(kind)
    content = pages.content_of(
        kind,
        tried.longest if is_longest else tried.typical,
        department=department,
        region_code=department.division_code,
        on=on or date(2026, 11, 27),
    )
    logo = placing.drawing_of(department.id, at=timezone.now())
    return pages.preview_page(content, language=language) | logo


def pdf_of(kind: NoticeKind, written: Written, page: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of a page.

    :raises SheetRefused: the source is wrong, or wants too much
    """
    full, language = page_with(written, page), language_of(page)
    if not written.source and language == CHINESE:
        return typeset(full, at=at)
    return compiling.set_pdf(wrapped(kind, written.source, language), full, at=at)


def pictures_of(kind: NoticeKind, written: Written, page: Mapping[str, Any]) -> list[bytes]:
    """Return a picture of every sheet.

    :raises SheetRefused: the source is wrong, or wants too much
    """
    sheets = wrapped(kind, written.source, language_of(page))
    return compiling.set_pictures(sheets, page_with(written, page))


def faults_of(
    kind: NoticeKind,
    written: Written,
    department: organizations.DepartmentSummary,
    *,
    at: datetime,
    language: str = CHINESE,
) -> list[FieldError]:
    """Return everything for which a template may not be published; empty when it may."""
    found = simple.faults_of(written.blocks, language=language)
    if language != CHINESE:
        found = [*found, *translated.faults_of(written.blocks, written.source)]
    if found:
        return found
    if len(written.source) > LARGEST_SOURCE:
        told = _("模板不得超过 %(count)d 个字。") % {"count": LARGEST_SOURCE}
        return [FieldError("/source", "too_large", told)]
    proof = dict(_PROOF) | {"qr": qr_code(_PROOF_URL)}
    for is_longest in (False, True):
        page = sample_page(kind, department, is_longest=is_longest, language=language) | proof
        try:
            pdf = pdf_of(kind, written, page, at=at)
        except SheetRefused as refused:
            return [_named(refused.fault, is_longest=is_longest)]
        if missing := requirements.missing_in(pdf, page_with(written, page)):
            sentences = dict.fromkeys(requirements.in_words(missing))
            return [FieldError("/source", "missing", each) for each in sentences]
    return []


def in_words(fault: SheetFault) -> str:
    """Return a fault with the line it is in."""
    if not fault.line:
        return fault.message
    told = {"line": fault.line, "column": fault.column, "what": fault.message}
    return _("第 %(line)d 行第 %(column)d 列：%(what)s") % told


def _named(fault: SheetFault, *, is_longest: bool) -> FieldError:
    told = in_words(fault)
    if is_longest:
        told = _("用最长的内容试排时：%(what)s") % {"what": told}
    return FieldError(f"/source/{fault.line}" if fault.line else "/source", fault.code, told)


def issued_pdf(document: IssuedDocument, version: TemplateVersion | None) -> tuple[bytes, bool]:
    """Return the PDF of an issued document, and whether the built-in sheet had to step in.

    What the law wants said is looked for on the very page that goes out; a version that cannot
    set these data, or leaves something out, does not stop the document.
    """
    page, kind = pages.issued_page(document), NoticeKind(document.kind)
    if version is not None:
        page |= placing.drawing_for(version.blocks, document.department_id, at=document.issued_at)
    if version is None or document.is_fallback:
        return typeset(page, at=document.issued_at), document.is_fallback
    try:
        pdf = pdf_of(kind, version, page, at=document.issued_at)
    except SheetRefused:
        logger.exception("A template could not set a page.", extra={"document": document.id})
        return typeset(page, at=document.issued_at), True
    if requirements.missing_in(pdf, page):
        logger.error("A template left out what the law wants.", extra={"document": document.id})
        return typeset(page, at=document.issued_at), True
    return pdf, False


def previewed_pdf(
    kind: NoticeKind,
    version: TemplateVersion | None,
    page: Mapping[str, Any],
    *,
    department_id: UUID,
    at: datetime,
) -> bytes:
    """Return the PDF that would be issued now, with the sheet that would be taken."""
    if version is not None:
        logo = placing.drawing_for(version.blocks, department_id, at=at)
        try:
            return pdf_of(kind, version, dict(page) | logo, at=at)
        except SheetRefused:
            logger.exception("A template could not set a preview.")
    return typeset(page, at=at)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison.

    :param mark: "+" new, "-" gone, "" the same, "…" lines left out
    """

    mark: str
    text: str


def difference(old: Written, new: Written) -> list[Change]:
    """Return what changed between two versions: simple fields first, then the source."""
    first, second = _lines(old), _lines(new)
    found: list[Change] = []
    for line in difflib.unified_diff(first, second, lineterm="", n=2):
        if line.startswith(("---", "+++")):
            continue
        if line.startswith("@@"):
            if found:
                found.append(Change("…", ""))
            continue
        found.append(Change(line[0].strip(), line[1:]))
    return found


def _lines(written: Written) -> list[str]:
    told = [
        f"{simple.LABELS[name]}：{simple.said(name, written.blocks[name])}"
        for name in simple.LENGTHS_TRANSLATED
        if written.blocks.get(name) and name not in simple.MANY_LINES
    ]
    told += [
        f"{simple.LABELS[name]}：{line}"
        for name in simple.MANY_LINES
        for line in written.blocks.get(name, "").splitlines()
    ]
    return [*told, *written.source.splitlines()]

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load base items: those of the province, and those of the demonstration region."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from yiwang.catalogue import checks, events, indexing, policies
from yiwang.catalogue.bulk import Progress, long_transaction, silent, told
from yiwang.catalogue.content import BaseContent
from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.enums import PhraseKind, VersionState
from yiwang.catalogue.errors import NotPublishable
from yiwang.catalogue.following.lists import follow_base
from yiwang.catalogue.loading import files, laws
from yiwang.catalogue.loading.item_merger import Definitions, ItemMerger, ItemText
from yiwang.catalogue.loading.kept import ended_codes
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.loading.sources import HOME_SCOPE, SourceItem, home_items
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.loading.thesaurus import drop_withdrawn_phrases, load_terms
from yiwang.catalogue.models import BaseItem, BaseItemVersion, LegalBasis, Theme
from yiwang.catalogue.versions import base_version_of, legal_basis_rows
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.ledger import services as ledger
from yiwang.workflow import selectors as workflow

_ALIAS_WEIGHT: Final = 3


def load_base_items(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load the province's items as published base items, with themes and everyday phrases.

    Forms and processes must have been published. Loaded again, an item whose elements, form or
    process are others gets a new version; all else stays.

    :raises NotPublishable: an item's elements are not complete; nothing is kept
    :raises DataFileMissing: a file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    sources = home_items(root)
    with long_transaction():
        load_themes(root=root, actor=actor)
        report = store_items(sources, actor=actor, at=at, progress=progress)
        _add_phrases(root, sources)
        load_terms(root)
        index_everything(on=timezone.localdate(at))
    return report


def store_items(
    sources: Sequence[SourceItem], *, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Publish base items of data files; run inside a transaction.

    An element that editors have changed under control is theirs from then on, every other one
    follows the files; the lists of an item that becomes another one follow it. A code that has
    ended is not made again.

    :raises NotPublishable: ``errors`` name every element of every item that is wrong
    """
    definitions = Definitions(forms.newest_form_ids(), workflow.newest_process_ids())
    themes = frozenset(Theme.objects.values_list("audience", "name"))
    _check(sources, definitions, themes)
    ended = ended_codes()
    sources = [source for source in sources if source.keys.code not in ended]
    items = _stored_items(sources)
    on = timezone.localdate(at)
    merger = ItemMerger(_newest_versions(items.values()), themes=themes, on=on, at=at)
    texts = {
        item.id: text
        for source in sources
        for item in [items[source.keys.code]]
        if (text := merger.text_of(source, item, definitions)) is not None
    }
    versions = [
        version
        for item_id, text in texts.items()
        if (version := _next_version(item_id, text, merger.newest, definitions, on, at)) is not None
    ]
    created = _publish(versions, merger.newest, on=on, progress=progress)
    _store_legal_bases(created, {item_id: text.content for item_id, text in texts.items()})
    _append(created, items, actor=actor, at=at)
    for version in created:
        if version.number > 1:
            follow_base(base=version, actor=actor, at=at)
    merger.kept.store([item.id for item in items.values()])
    return LoadReport(len(sources), len(created), kept=merger.kept.sentences())


def _publish(
    versions: Sequence[BaseItemVersion],
    newest: Mapping[UUID, BaseItemVersion],
    *,
    on: date,
    progress: Progress,
) -> list[BaseItemVersion]:
    """Store versions in the place of those before them; drafts that people write stand after."""
    superseded = [newest[version.base_item_id].id for version in versions if version.number > 1]
    items = [version.base_item_id for version in versions]
    drafts = BaseItemVersion.objects.filter(base_item_id__in=items, state=VersionState.DRAFT)
    drafts.update(number=F("number") + 1)
    BaseItemVersion.objects.filter(pk__in=superseded).update(effective_to=on)
    return BaseItemVersion.objects.bulk_create(
        told(versions, len(versions), progress), batch_size=500
    )


def index_everything(*, on: date) -> None:
    """Write the search index anew."""
    indexing.teach_own_words()
    indexing.index_items(on=on)
    indexing.count_words()
    indexing.keep_sounds()


def _check(
    sources: Iterable[SourceItem],
    definitions: Definitions,
    themes: frozenset[tuple[str, str]],
) -> None:
    faults: list[FieldError] = []
    for source in sources:
        found = [
            *checks.base_faults(source.content, themes=themes),
            *_missing_definitions(source, definitions),
        ]
        for fault in found:
            path = pointer(source.keys.local_code) + fault.path
            faults.append(FieldError(path, fault.code, fault.message))
    if faults:
        raise NotPublishable(errors=faults)


def _missing_definitions(source: SourceItem, definitions: Definitions) -> Iterator[FieldError]:
    process_code = definitions.process_code(source.process_code)
    if source.form_code and source.form_code not in definitions.forms:
        yield checks.unknown_definition("form_code", source.form_code)
    if source.process_code and process_code not in definitions.processes:
        yield checks.unknown_definition("process_code", process_code)


def _stored_items(sources: Iterable[SourceItem]) -> dict[str, BaseItem]:
    """Return the base item of each source by its code, made where there was none."""
    BaseItem.objects.bulk_create(
        [
            BaseItem(
                scope_code=source.keys.scope_code,
                code=source.keys.code,
                local_code=source.keys.local_code,
                main_item=source.keys.main_item,
                line=source.keys.line,
                popularity=source.popularity,
            )
            for source in sources
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    codes = [source.keys.code for source in sources]
    return {item.code: item for item in BaseItem.objects.filter(code__in=codes)}


def _newest_versions(items: Iterable[BaseItem]) -> dict[UUID, BaseItemVersion]:
    versions = (
        BaseItemVersion.objects.filter(base_item__in=list(items))
        .exclude(state=VersionState.DRAFT)
        .order_by("base_item_id", "-number")
        .distinct("base_item_id")
        .defer("content")
    )
    return {version.base_item_id: version for version in versions}


def _next_version(
    item_id: UUID,
    text: ItemText,
    newest: Mapping[UUID, BaseItemVersion],
    definitions: Definitions,
    on: date,
    at: datetime,
) -> BaseItemVersion | None:
    """Return the version to publish, or None when the newest says the same."""
    version = base_version_of(
        text.content,
        base_item_id=item_id,
        number=1,
        form_code=text.form_code,
        process_code=text.process_code,
    )
    version.form_id = definitions.forms.get(text.form_code)
    version.process_id = definitions.processes.get(text.process_code)
    before = newest.get(item_id)
    if before is not None:
        if _substance(before) == _substance(version):
            return None
        version.number = before.number + 1
    version.state = VersionState.PUBLISHED
    version.effective_from, version.published_at = on, at
    return version


def _substance(version: BaseItemVersion) -> tuple[Any, ...]:
    return (version.content_sha256, version.form_id, version.process_id)


def _store_legal_bases(
    versions: Iterable[BaseItemVersion], content_of: Mapping[UUID, BaseContent]
) -> None:
    LegalBasis.objects.bulk_create(
        [
            row
            for version in versions
            for row in legal_basis_rows(version.id, content_of[version.base_item_id])
        ],
        batch_size=1000,
    )
    laws.tie_legal_bases()


def _append(
    versions: Sequence[BaseItemVersion],
    items: Mapping[str, BaseItem],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    code_of = {item.id: code for code, item in items.items()}
    facts = [
        events.BaseItemPublished(
            base_item_id=version.base_item_id,
            version_id=version.id,
            code=code_of[version.base_item_id],
            number=version.number,
            effective_from=version.effective_from or timezone.localdate(at),
            content_sha256=version.content_sha256,
        )
        for version in versions
    ]
    if facts:
        ledger.append(*facts, actor=actor, at=at)


def _add_phrases(root: Path, sources: Iterable[SourceItem]) -> None:
    """Keep what people call the items: the synonyms of the file, the aliases of the models."""
    ids = dict(BaseItem.objects.filter(scope_code=HOME_SCOPE).values_list("local_code", "id"))
    synonyms: dict[UUID, list[tuple[str, int]]] = {}
    for row in files.table(root, files.SYNONYMS):
        if row["item"] in ids:
            pairs = synonyms.setdefault(ids[row["item"]], [])
            pairs.append((row["phrase"], int(row["weight"])))
    aliases = {
        ids[source.keys.local_code]: [(alias, _ALIAS_WEIGHT) for alias in source.model.aliases]
        for source in sources
        if source.model
    }
    indexing.add_phrases(aliases, PhraseKind.ALIAS)
    indexing.add_phrases(synonyms, PhraseKind.SYNONYM)
    drop_withdrawn_phrases()

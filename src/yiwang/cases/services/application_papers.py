# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""申请表 as a paper: what was filed, with its files and fingerprints, issued when asked for."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import translation

from yiwang.cases import policies
from yiwang.cases.enums import Action, CaseMode, Channel
from yiwang.cases.errors import NotYourCase
from yiwang.cases.masked_forms import masked
from yiwang.cases.models import Case
from yiwang.cases.queries import cases as questions
from yiwang.cases.services import content, form_words, notices, reading
from yiwang.cases.services.locking import locked_case
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.forms import selectors as forms
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.foundation.written_days import written_moment

if TYPE_CHECKING:
    from yiwang.documents.models import IssuedDocument

paper = notices.paper
translations = document_services.translations


def application_paper(*, case_id: UUID, actor: Actor, at: datetime) -> "IssuedDocument":
    """Return 申请表 as the application stands now, issued anew only when it has changed.

    Its page is set at once, so that whoever asks has it in hand.

    :raises CaseNotFound: there is none, or none that the actor may know of
    :raises NotYourCase: an agent follows a case, and the paper of it is the applicant's; of own
        motion nobody has filed a form
    """
    reading.open_case(case_id=case_id, actor=actor, at=at)
    # The reader has been found to see this case; the paper and its file are the house's own rows.
    with reach.everywhere():
        issued = _issued(case_id, actor, at)
        return document_services.render_now(issued.pk)


@transaction.atomic
def _issued(case_id: UUID, actor: Actor, at: datetime) -> "IssuedDocument":
    case = locked_case(case_id, actor=actor)
    policies.check_can(actor, Action.READ, case)
    if actor.mandate_id is not None or case.own_process_id is not None:
        raise NotYourCase
    data = application(case)
    before = documents.documents_about("case", case.pk).filter(kind=NoticeKind.APPLICATION).last()
    if before is not None and before.data["notice"]["content_sha256"] == data.content_sha256:
        return _beside(before, data.case.language, actor=actor, at=at)
    return document_services.issue_document(
        kind=NoticeKind.APPLICATION,
        subject_type="case",
        subject_id=case.pk,
        region_code=case.region_code,
        department_id=case.department_id,
        data=data,
        actor=actor,
        at=at,
    )


def _beside(
    issued: "IssuedDocument", language: str, *, actor: Actor, at: datetime
) -> "IssuedDocument":
    """Have a paper that is there translated, where its applicant has asked for it since."""
    there = {
        one.language for one in documents.translations.of_documents([issued.pk]).get(issued.pk, ())
    }
    if language and language not in there:
        translations.ask(document=issued, language=language, actor=actor, at=at)
        document_services.have_translated(issued.pk)
    return issued


def application(case: Case) -> paper.ApplicationData:
    """Return what 申请表 says of a case, in Chinese; the numbers of people are masked.

    It may lie on a desk, and whoever checks its code has it in hand. The digest is of the whole.
    """
    materials = list(questions.materials(case))
    pairs = [(each.requirement_key, each.file.sha256) for each in materials]
    with translation.override("zh-hans"):
        channel = str(Channel(case.channel).label)
        if case.mode != CaseMode.STANDARD:
            channel += f"，{CaseMode(case.mode).label}"
        names = {each.key: each.name for each in catalogue.snapshot(case.version_id).materials}
        return paper.ApplicationData(
            case=notices.facts(case),
            filed_at=written_moment(case.submitted_at),
            channel=channel,
            sections=_sections(case),
            files=tuple(
                paper.HandedIn(
                    material=names.get(each.requirement_key, each.requirement_key),
                    name=each.file.name,
                    size=filesizeformat(each.file.size).replace("\xa0", " "),
                    sha256=each.file.sha256,
                )
                for each in materials
            ),
            content_sha256=content.digest(case.form_data, pairs),
        )


def _sections(case: Case) -> tuple[paper.FormSection, ...]:
    form = forms.compiled_form(content.form_of(case))
    return tuple(
        paper.FormSection(
            title=section.title.text,
            title_in=section.title.others,
            rows=tuple(
                paper.FormRow(
                    label=label.text, value=value.text, label_in=label.others, value_in=value.others
                )
                for label, value in section.rows
            ),
        )
        for section in form_words.worded(form, masked(case.form_data))
        if section.rows
    )

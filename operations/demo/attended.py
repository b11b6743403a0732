# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""People who come to a counter: a promise beside a deferral, a correction, a withdrawal."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from operations.demo import modes as trusting
from operations.demo import signing
from operations.demo.filling import filled
from operations.loading import Tick
from yiwang.cases.enums import CaseMode, Channel, OriginalResult
from yiwang.cases.models import Case, CaseMaterial, CounterAct
from yiwang.cases.services import attended, intake, modes, submission
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.documents import services as documents
from yiwang.forms import selectors as forms
from yiwang.ledger import services as ledger

FIRST = 40
"""The first of the citizens who come here; those before have cases of their own."""


class Visitor(trusting.Applicant):
    """Somebody at a counter, where a clerk types, scans and sends for them."""

    def __init__(self, login: str, item: str, at: datetime) -> None:
        super().__init__(login, at)
        self.item, self.clerk = item, trusting.staff(item, "counter")

    def scanned(self, name: str) -> UUID:
        return documents.store_upload(
            trusting.sheet(name), name=f"{name[:30]}.pdf", owner=self.clerk, at=self.at
        ).id

    def signs(self, name: str) -> modes.Proof:
        """Return the proof of a paper that the visitor has signed."""
        return modes.Proof(paper=self.scanned(name))

    def comes(self, mode: CaseMode = CaseMode.STANDARD) -> Case:
        """Apply; of what may follow nothing is there where something is deferred."""
        version_id = trusting.version(self.item)
        snapshot = catalogue.snapshot(version_id)
        form = forms.compiled_form(snapshot.form_id)
        data = form.validate(filled(form.schema, self.facts()))
        asked = [each for each in catalogue.materials_for(snapshot, data) if each.is_uploaded]
        later = [each.key for each in asked if each.is_deferrable]
        is_usual = mode is CaseMode.STANDARD
        handed = {
            each.key: [self.scanned(each.name)]
            for each in asked
            if each.is_required or (each.is_deferrable and is_usual)
        }
        chosen = (
            None
            if is_usual
            else signing.signed(
                snapshot, data, handed, mode, later=later, proof=self.signs("承诺书（已签名）")
            )
        )
        return submission.submit_case(
            application=submission.Application(
                version_id=version_id,
                form=data,
                materials=handed,
                channel=Channel.COUNTER,
                applicant_id=self.actor.applicant_id,
                chosen=chosen,
            ),
            actor=self.clerk,
            at=self.at,
        )


def load(tick: Tick, *, at: datetime) -> int:
    """Make the visits; return how many. A second start adds nothing."""
    if CounterAct.objects.exists():
        return 0
    made = 0
    for place, (tell, item, days) in enumerate(STORIES):
        begun_at = at - timedelta(days=days, minutes=7 * place)
        try:
            tell(Visitor(f"citizen{FIRST + place:03}", item, begun_at))
        except (signing.NotOffered, ItemNotOpen):
            continue  # an older installation, whose lists offer it from today on or not yet
        made += 1
        tick(place + 1, len(STORIES))
    ledger.settle()
    return made


def _combined(who: Visitor) -> None:
    """A promise beside what follows: accepted at once, the last day is told on the receipt."""
    case = who.comes(CaseMode.COMBINED)
    intake.accept_case(case_id=case.pk, actor=who.clerk, at=who.at)


def _combined_and_brought(who: Visitor) -> None:
    """The same; what was deferred was brought to the counter the next day."""
    case = who.comes(CaseMode.COMBINED)
    intake.accept_case(case_id=case.pk, actor=who.clerk, at=who.at)
    for row in case.deferred_materials.all():
        attended.hand_in_deferred(
            case_id=case.pk,
            key=row.requirement_key,
            files=[who.scanned(row.name)],
            proof=who.signs("补交材料签收单（已签名）"),
            actor=who.clerk,
            at=who.at + timedelta(hours=20),
        )


def _asked(who: Visitor) -> Case:
    case = who.comes()
    intake.ask_correction(
        case_id=case.pk,
        entries=[{"key": "layout_plan", "what": "平面图没有标出操作间的面积，请补标后重交。"}],
        note="可以网上补正，也可以到窗口办理。",
        actor=who.clerk,
        at=who.at + timedelta(hours=2),
    )
    return case


def _waits_for_correction(who: Visitor) -> None:
    _asked(who)


def _corrected(who: Visitor) -> None:
    """Corrected at the counter, with the original of the rules laid beside its copy."""
    case, later = _asked(who), who.at + timedelta(hours=22)
    attended.answer_correction(
        case_id=case.pk,
        form=case.form_data,
        materials={"layout_plan": [who.scanned("经营场所平面图（已标面积）")]},
        proof=who.signs("补正确认单（已签名）"),
        actor=who.clerk,
        at=later,
    )
    copy = CaseMaterial.objects.get(
        case=case, requirement_key="rules_list", replaced_at__isnull=True
    )
    attended.show_original(
        case_id=case.pk,
        material_id=copy.pk,
        seen=modes.Seen(
            OriginalResult.MATCH, "食品安全规章制度目录（原件，演示）", "西湖区 3 号窗口"
        ),
        proof=who.signs("原件核验单（已签名）"),
        actor=who.clerk,
        at=later,
    )


def _withdrawn(who: Visitor) -> None:
    case = who.comes()
    attended.withdraw_case(
        case_id=case.pk,
        proof=who.signs("撤回申请书（已签名）"),
        actor=who.clerk,
        at=who.at + timedelta(hours=3),
    )


STORIES: Sequence[tuple[Callable[[Visitor], None], str, int]] = (
    (_combined, trusting.HYGIENE, 1),
    (_combined_and_brought, trusting.HYGIENE, 3),
    (_waits_for_correction, trusting.FOOD, 2),
    (_corrected, trusting.FOOD, 4),
    (_withdrawn, trusting.FOOD, 1),
)
"""What happens, at whose counter, and how many days ago it began."""

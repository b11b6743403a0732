# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Change proposals from below: make one, read them, answer one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.catalogue.enums import OrderLayer, ProposalState
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import ALL, EDIT, PROPOSALS, entitled, made_once, section
from yiwang.workbench.frame import do

TONES = {
    ProposalState.OPEN: ("warn", "clock"),
    ProposalState.ADOPTED: ("", "circle-check"),
    ProposalState.REFUSED: ("quiet", "x"),
}


@audience("staff")
@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """List what the department proposed, and what those who keep base items were asked."""
    actor = entitled(request, *ALL)
    with read_only():
        rows = editing_questions.proposals(actor)
        context = {"rows": [(one, *_words(one)) for one in rows]}
        return section(request, "proposals.html", context, tab=PROPOSALS)


def _words(one: editing_questions.Proposal) -> tuple[str, str, str]:
    state = ProposalState(one.row.state)
    return str(state.label), *TONES[state]


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show a proposal, or answer it."""
    actor = entitled(request, *ALL)
    if request.method == "POST":
        is_adopted = request.POST.get("decision") == "adopt"
        return do(
            request,
            lambda: editing.answer_proposal(
                proposal_id=proposal_id,
                is_adopted=is_adopted,
                answer=request.POST.get("answer", ""),
                actor=actor,
                at=timezone.now(),
            ),
            done=_("已采纳，并起草了变更单。") if is_adopted else _("已答复不采纳。"),
            back_to=f"{PROPOSALS}/{proposal_id}",
        )
    with read_only():
        found = editing_questions.proposal(proposal_id, actor)
        words, tone, icon = _words(found)
        context = {"proposal": found, "words": words, "tone": tone, "icon": icon}
        return section(request, "proposal.html", context, tab=PROPOSALS)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, base_item_id: UUID) -> HttpResponse:
    """Ask those who keep a base item to change it."""
    actor = entitled(request, EDIT)
    refusal = None
    if request.method == "POST":
        wishes = {
            element: request.POST.get(f"wish-{place}", "")
            for place, element in enumerate(request.POST.getlist("element"))
            if element
        }
        try:
            made = made_once(
                request,
                lambda: (
                    editing.make_proposal(
                        base_item_id=base_item_id,
                        reason=request.POST.get("reason", ""),
                        wishes=wishes,
                        actor=actor,
                        at=timezone.now(),
                    ).id
                ),
            )
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("修改建议已送达基本目录的维护部门。"))
            return HttpResponseRedirect(f"{PROPOSALS}/{made}")
    with read_only():
        name, _rows = editing_questions.history(base_item_id, OrderLayer.BASE)
        chosen = request.POST.getlist("element")
        context = {
            "name": name,
            "elements": [
                (field.name, field.label)
                for group in editing_questions.form_fields(OrderLayer.BASE)
                for field in group.fields
                if field.name not in {"is_generated", "form_code", "process_code"}
            ],
            "wishes": [
                (
                    (f"element-{place}", f"wish-{place}"),
                    chosen[place] if place < len(chosen) else "",
                    request.POST.get(f"wish-{place}", ""),
                )
                for place in range(4)
            ],
            "reason": request.POST.get("reason", ""),
            "refusal": refusal,
        }
        status = refusal.status if refusal else 200
        return section(request, "propose.html", context, tab=PROPOSALS, status=status)

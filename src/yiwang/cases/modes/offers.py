# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which ways of handling an item offers, and the words that are signed for each. Pure.

The words of what is signed are those of the document, always Chinese.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import PROMISING, CaseMode
from yiwang.cases.modes.enums import SignedHow
from yiwang.cases.modes.errors import (
    CommitmentUnsigned,
    DeferrableMissing,
    ModeNotOffered,
    NotDeferrable,
    NothingDeferred,
    NothingPromised,
    TextChanged,
    TwiceChosen,
)
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.enums import Mode

Form = Mapping[str, object]
Answers = Mapping[str, object] | None

MEANINGS = {
    CaseMode.STANDARD: _("材料交齐后审查，作出决定。"),
    CaseMode.DEFERRAL: _(
        "主要材料齐全就先受理，勾选的材料可以在期限内后补。到期没有补交的，撤销受理。"
    ),
    CaseMode.TRUST_FIRST: _(
        "先按您上传的副本和承诺审查并作出决定，领取结果时再核验原件。"
        "原件一致，决定才生效；不一致的，决定作废并记入信用记录。"
    ),
    CaseMode.COMMITMENT: _(
        "您承诺符合条件，勾选的材料不用交，先作出决定，六十个工作日内核查。"
        "与承诺不符的，限期整改；仍不符的，撤销决定并记入信用记录。"
    ),
    CaseMode.COMBINED: _(
        "一部分材料以承诺代替，另一部分在期限内后补，两边的规则都适用：到期没有补交的，撤销受理；"
        "作出决定后核查承诺，仍不符的，撤销决定并记入信用记录。"
    ),
}
"""What a choice means, for whoever chooses."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How somebody signed who stood at the counter.

    :param paper: the scan of the signed paper
    :param presence_id: the code of presence that was shown, once it was found to be right
    """

    paper: UUID | None = None
    presence_id: UUID | None = None

    @property
    def how(self) -> SignedHow:
        return SignedHow.PAPER if self.paper else SignedHow.PRESENCE


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an applicant chose and signed.

    :param materials: keys: to follow later, or replaced by the promise; of trust first none
    :param text_sha256: of the words that the applicant read
    :param deferred: keys of what follows later beside a promise; only where both is chosen
    :param proof: at the counter, how the applicant signed
    """

    mode: CaseMode
    materials: tuple[str, ...]
    text_sha256: str
    deferred: tuple[str, ...] = ()
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A material by its key and its name.

    :param way: what it is for, where a promise and a deferral are combined
    """

    key: str
    name: str
    way: CaseMode | None = None

    def kept(self) -> dict[str, str]:
        """Return what is written down of it with the case."""
        kept = {"key": self.key, "name": self.name}
        return kept | {"way": str(self.way)} if self.way else kept


@dataclass(frozen=True, slots=True)
class Offer:
    """One way of handling, with the materials that it is about."""

    mode: CaseMode
    meaning: str
    materials: tuple[Named, ...]
    deferred: tuple[Named, ...] = ()
    """Where both can be chosen: what may follow; ``materials`` is what may be promised."""

    @property
    def label(self) -> str:
        return str(self.mode.label)

    @property
    def is_picked(self) -> bool:
        """Return whether the applicant ticks which materials it is to be for."""
        return self.mode in {CaseMode.DEFERRAL, *PROMISING}


def offers(snapshot: catalogue.ItemSnapshot, form: Form, scenario: Answers) -> list[Offer]:
    """Return the ways of handling that are open for what the form says; the usual one first."""
    about = {mode: _about(snapshot, mode, form, scenario) for mode in CaseMode}
    deferrable = about[CaseMode.DEFERRAL]
    wanted = catalogue.commitment_applies(snapshot, form)
    found = [
        mode
        for mode, materials in about.items()
        if (materials or mode is CaseMode.STANDARD or _is_plain_commitment(snapshot, mode))
        and (mode is not CaseMode.COMBINED or _adds_something(materials, deferrable))
    ]
    if wanted is not None:
        # The form has asked already: there is no choice that disagrees with it.
        found = [mode for mode in found if (mode in PROMISING) == wanted]
    both = {CaseMode.COMBINED: deferrable}
    return [Offer(mode, str(MEANINGS[mode]), about[mode], both.get(mode, ())) for mode in found]


def _is_plain_commitment(snapshot: catalogue.ItemSnapshot, mode: CaseMode) -> bool:
    return mode in PROMISING and snapshot.base.mode == Mode.COMMITMENT


def _adds_something(promised: Sequence[Named], deferrable: Sequence[Named]) -> bool:
    """Tell whether a deferral beside a promise is about something that neither does alone."""
    return bool(deferrable) and (not promised or len({*promised, *deferrable}) > 1)


def _about(
    snapshot: catalogue.ItemSnapshot, mode: CaseMode, form: Form, scenario: Answers
) -> tuple[Named, ...]:
    asked = [each for each in catalogue.materials_for(snapshot, form, scenario) if each.is_uploaded]
    if mode is CaseMode.DEFERRAL:
        keys = {each.key for each in asked if each.is_deferrable}
    elif mode is CaseMode.TRUST_FIRST:
        keys = set(snapshot.base.originals)
    elif mode in PROMISING:
        keys = set(snapshot.base.promised_materials)
    else:
        keys = set()
    return tuple(Named(each.key, each.name) for each in asked if each.key in keys)


def missing_deferrable(
    snapshot: catalogue.ItemSnapshot, form: Form, scenario: Answers, handed: Iterable[str]
) -> tuple[Named, ...]:
    """Return what may follow later and is not there yet."""
    there = set(handed)
    return tuple(
        each
        for each in _about(snapshot, CaseMode.DEFERRAL, form, scenario)
        if each.key not in there
    )


def checked(
    snapshot: catalogue.ItemSnapshot,
    form: Form,
    scenario: Answers,
    chosen: Chosen | None,
    handed: Iterable[str],
) -> tuple[Named, ...]:
    """Return the materials that a choice is about, once it is clear that the item offers it.

    :param handed: keys of the materials that were handed in
    :raises ModeNotOffered: not for this item, or not for what the form says
    :raises NotDeferrable: one of them may not follow later, or is asked for all the same
    :raises NothingDeferred: nothing is missing
    :raises NothingPromised: both was chosen, and nothing is promised
    :raises TwiceChosen: one is to follow and to be promised
    :raises DeferrableMissing: something is missing and was not said to follow
    :raises CommitmentUnsigned: form and signature disagree
    :raises TextChanged: other words were read than those that hold
    """
    mode = chosen.mode if chosen else CaseMode.STANDARD
    _check_form_agrees(snapshot, form, mode)
    missing = missing_deferrable(snapshot, form, scenario, handed)
    if chosen is None or mode is CaseMode.STANDARD:
        _check_nothing_missing(missing, ())
        return ()
    offer = next((one for one in offers(snapshot, form, scenario) if one.mode is mode), None)
    if offer is None:
        raise ModeNotOffered(params={"mode": mode.label})
    about = _picked(snapshot, offer, chosen, set(handed))
    _check_nothing_missing(missing, about)
    if digest(text(snapshot, mode, about)) != chosen.text_sha256:
        raise TextChanged
    return about


def _check_form_agrees(snapshot: catalogue.ItemSnapshot, form: Form, mode: CaseMode) -> None:
    wanted = catalogue.commitment_applies(snapshot, form)
    if wanted is not None and wanted != (mode in PROMISING):
        raise CommitmentUnsigned


def _check_nothing_missing(missing: Sequence[Named], excused: Sequence[Named]) -> None:
    there = {each.key for each in excused}
    if left := [each.name for each in missing if each.key not in there]:
        raise DeferrableMissing(params={"names": "、".join(left)})


def _picked(
    snapshot: catalogue.ItemSnapshot, offer: Offer, chosen: Chosen, handed: set[str]
) -> tuple[Named, ...]:
    if not offer.is_picked:
        copies = tuple(each for each in offer.materials if each.key in handed)
        if not copies:
            raise ModeNotOffered(params={"mode": offer.label})
        return copies
    picked = _ticked(snapshot, offer.materials, chosen.materials, handed)
    if offer.mode is not CaseMode.COMBINED:
        if not picked and offer.mode is CaseMode.DEFERRAL:
            raise NothingDeferred
        return picked
    if {*chosen.materials} & {*chosen.deferred}:
        raise TwiceChosen
    later = _ticked(snapshot, offer.deferred, chosen.deferred, handed)
    if not later:
        raise NothingDeferred
    if not picked and not _is_plain_commitment(snapshot, offer.mode):
        raise NothingPromised
    return both_ways(picked, later)


def both_ways(promised: Iterable[Named], later: Iterable[Named]) -> tuple[Named, ...]:
    """Return the materials of a promise and of a deferral in one case, each with what it is for."""
    return (
        *(replace(each, way=CaseMode.COMMITMENT) for each in promised),
        *(replace(each, way=CaseMode.DEFERRAL) for each in later),
    )


def _ticked(
    snapshot: catalogue.ItemSnapshot,
    offered: Sequence[Named],
    keys: Sequence[str],
    handed: set[str],
) -> tuple[Named, ...]:
    """Return what was ticked of the materials on offer and is not there."""
    if wrong := set(keys) - {each.key for each in offered}:
        names = [each.name for each in snapshot.materials if each.key in wrong]
        raise NotDeferrable(params={"names": "、".join(names or sorted(wrong))})
    return tuple(each for each in offered if each.key in keys and each.key not in handed)


def about_of(
    offer: Offer, materials: Collection[str], deferred: Collection[str], handed: Collection[str]
) -> tuple[Named, ...]:
    """Return what the words of a choice are about as it stands, to be shown before one signs."""
    if not offer.is_picked:
        return tuple(each for each in offer.materials if each.key in handed)
    picked = [one for one in offer.materials if one.key in materials and one.key not in handed]
    if offer.mode is not CaseMode.COMBINED:
        return tuple(picked)
    later = [one for one in offer.deferred if one.key in deferred and one.key not in handed]
    return both_ways(picked, later)


def text(snapshot: catalogue.ItemSnapshot, mode: CaseMode, about: Sequence[Named]) -> str:
    """Return the words that are read and signed for a choice; the same choice, the same words."""
    lines = [f"申请事项：{snapshot.name}", f"办理机关：{snapshot.department_name}"]
    for way in PARTS_OF.get(mode, (mode,)):
        lines += WORDS[way](snapshot, [each for each in about if each.way in {None, way}])
    return "\n".join(lines)


def _numbered(about: Sequence[Named]) -> str:
    return "\n".join(f"{place}．{each.name}" for place, each in enumerate(about, start=1))


def _deferral(snapshot: catalogue.ItemSnapshot, about: Sequence[Named]) -> list[str]:
    return [
        (
            "本机关告知：下列材料可以在受理后补交，期限为受理之日起"
            f"{snapshot.base.deferral_workdays}个工作日，具体日期以受理通知书为准。"
            "到期未补交或者补交后仍不符合要求的，撤销受理。"
        ),
        f"本申请人承诺在期限内补交：\n{_numbered(about)}",
    ]


def _trust_first(snapshot: catalogue.ItemSnapshot, about: Sequence[Named]) -> list[str]:
    return [
        snapshot.base.trust_first_text,
        (
            "本机关告知：依据副本和承诺作出的决定，自核验原件一致之日起生效；与原件不符的，"
            "决定不发生效力，违反承诺的情况记入信用记录。"
        ),
        f"本申请人承诺下列材料的副本与原件一致，并在送达结果时交验原件：\n{_numbered(about)}",
    ]


def _commitment(snapshot: catalogue.ItemSnapshot, about: Sequence[Named]) -> list[str]:
    lines = [snapshot.base.commitment_text]
    if about:
        lines.append(f"本申请人承诺符合下列材料所证明的条件，申请时不再提交：\n{_numbered(about)}")
    return lines


WORDS: Mapping[CaseMode, Callable[[catalogue.ItemSnapshot, Sequence[Named]], list[str]]] = {
    CaseMode.DEFERRAL: _deferral,
    CaseMode.TRUST_FIRST: _trust_first,
    CaseMode.COMMITMENT: _commitment,
}
PARTS_OF = {CaseMode.COMBINED: (CaseMode.COMMITMENT, CaseMode.DEFERRAL)}
"""Where two ways are chosen together, the words of both are signed."""


def digest(words: str) -> str:
    """Return the SHA-256 of the words, in hex."""
    return hashlib.sha256(words.encode()).hexdigest()

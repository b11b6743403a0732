# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing for a way of handling as an applicant does who has read the words."""

from collections.abc import Collection, Mapping, Sequence

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode
from yiwang.cases.services import modes
from yiwang.catalogue import selectors as catalogue


class NotOffered(Exception):
    """The item is not handled this way."""


def signed(
    snapshot: catalogue.ItemSnapshot,
    form: Mapping[str, object],
    handed: Collection[str],
    mode: CaseMode,
    keys: Sequence[str] = (),
    *,
    later: Sequence[str] = (),
    proof: modes.Proof | None = None,
) -> modes.Chosen:
    """Return a signature under the words that hold now.

    :param keys: of what follows later, or of what the promise stands in for
    :param later: of what follows later beside a promise
    :param proof: at a counter, how it was signed
    :raises NotOffered: the version of the item offers no such way
    """
    offers = cases.trust.offers(snapshot, form, None)
    offer = next((one for one in offers if one.mode is mode), None)
    if offer is None:
        raise NotOffered(snapshot.name)
    there = handed if not offer.is_picked else ()
    about = cases.trust.about_of(offer, keys, later, there)
    words = cases.trust.text(snapshot, mode, about)
    return modes.Chosen(mode, tuple(keys), cases.trust.digest(words), tuple(later), proof)


def as_the_form_says(
    snapshot: catalogue.ItemSnapshot, form: Mapping[str, object]
) -> modes.Chosen | None:
    """Return the commitment that a form asks for, or None where it asks for none."""
    if not catalogue.commitment_applies(snapshot, form):
        return None
    return signed(snapshot, form, (), CaseMode.COMMITMENT)

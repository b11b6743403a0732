# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people want to be told of, on which ways, and when; and the browsers they let us wake."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.notifications import firm_contacts
from yiwang.notifications.channels.push import encryption
from yiwang.notifications.channels.push.encryption import Browser as Browser
from yiwang.notifications.channels.push.provider import check_endpoint
from yiwang.notifications.enums import OUTSIDE, Group
from yiwang.notifications.errors import ChoiceUnknown, PushRefused, TooManyBrowsers
from yiwang.notifications.models import Preference, PushSubscription

MOST_BROWSERS: Final = 5
LONGEST_ENDPOINT: Final = 600
CHOICES: Final = frozenset(f"{group}:{way}" for group in Group.values for way in OUTSIDE)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody chose.

    :param off: what is switched off, each ``group:way``; the inbox never is
    :param gets_copies: of what firms are told about cases that this person filed for them
    """

    off: Collection[str] = ()
    quiet_from: int = 22
    quiet_to: int = 8
    is_digest: bool = False
    language: str = "zh-hans"
    gets_copies: bool = False


def keep(*, wishes: Wishes, actor: Actor, at: datetime) -> None:
    """Keep what a citizen chose for themselves, or for the firm that they act for.

    :raises Forbidden: they act for somebody else, may not direct the firm's messages, or are no
        citizen
    :raises ChoiceUnknown: there is no such choice
    """
    person_id = chooser(actor)
    hours = range(24)
    is_known = set(wishes.off) <= CHOICES and wishes.language in dict(settings.LANGUAGES)
    if not (is_known and wishes.quiet_from in hours and wishes.quiet_to in hours):
        raise ChoiceUnknown
    Preference.objects.update_or_create(
        person_id=person_id,
        defaults={
            "off": sorted(set(wishes.off)),
            "quiet_from": wishes.quiet_from,
            "quiet_to": wishes.quiet_to,
            "is_digest": wishes.is_digest,
            "language": wishes.language,
            "gets_copies": wishes.gets_copies and actor.legal_person_id is None,
            "changed_at": at,
        },
    )


def chooser(actor: Actor) -> UUID:
    """Return whose messages the actor directs: their own, or those of the firm they act for.

    :raises Forbidden: nobody's
    """
    return own_person(actor) if actor.legal_person_id is None else firm_contacts.firm_of(actor)


def own_person(actor: Actor) -> UUID:
    """Return the person who chooses: oneself, never whom one acts for.

    :raises Forbidden: nobody chooses here
    """
    if not actor.is_citizen or actor.person_id is None or actor.is_acting_for_another:
        raise Forbidden
    return actor.person_id


def push_key() -> str:
    """Return the key that a browser asks its push service with, to let us wake it."""
    return encryption.unpadded(encryption.public_bytes(encryption.own_key()))


def add_browser(
    *, browser: encryption.Browser, device: str, actor: Actor, at: datetime
) -> PushSubscription:
    """Let a browser be woken; the same one again is not a second one.

    :raises Forbidden: they act for somebody else, or are no citizen
    :raises PushRefused: no known push service, or keys that are none
    :raises TooManyBrowsers: there are five already
    """
    person_id = own_person(actor)
    if len(browser.endpoint) > LONGEST_ENDPOINT:
        raise PushRefused
    check_endpoint(browser.endpoint)
    encryption.check_keys(browser)
    mine = PushSubscription.objects.filter(person_id=person_id)
    mine.filter(endpoint=browser.endpoint).delete()
    if mine.count() >= MOST_BROWSERS:
        raise TooManyBrowsers(params={"limit": MOST_BROWSERS})
    try:
        with transaction.atomic():
            return PushSubscription.objects.create(
                person_id=person_id,
                endpoint=browser.endpoint,
                public_key=browser.public_key,
                secret=browser.secret,
                device=device[:60],
                created_at=at,
            )
    except IntegrityError as error:
        raise PushRefused from error  # another person's; theirs is not taken away


def remove_browser(*, browser_id: UUID, actor: Actor) -> None:
    """Wake a browser no more; one that is gone already is as good.

    :raises Forbidden: they act for somebody else, or are no citizen
    """
    PushSubscription.objects.filter(pk=browser_id, person_id=own_person(actor)).delete()

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the province's editors say people mean, and words that found nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from operations.loading import Tick
from yiwang.catalogue.enums import QueryState
from yiwang.catalogue.models import Synonym, UnansweredQuery
from yiwang.catalogue.services import synonyms
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account

# Phrase, item, official words, how surely, and whether a second person has published it.
SAID: Sequence[tuple[str, str, str, int, bool]] = (
    ("开螺蛳粉店", "K0008", "", 3, True),
    ("办个宅急送的车证", "K0194", "", 2, True),
    ("跑腿小哥交养老", "K0343", "", 3, True),
    ("红本本", "", "结婚登记", 2, False),
    ("开剧本杀馆", "K0227", "", 3, False),
)
FOUND_NOTHING = ("二维码打不开", "天气预报", "彩票中奖领取", "共享单车退押金", "鸿运当头")


def load(tick: Tick, *, at: datetime) -> int:
    """Draft and publish synonyms, and let two people search in vain; return how many there are."""
    if Synonym.objects.exists():
        return 0
    editor, publisher = (
        identity.actor_for_account(Account.objects.get(login=login).pk)
        for login in ("mulu-editor", "mulu-publisher")
    )
    for place, (phrase, item, words, weight, is_published) in enumerate(SAID):
        said_at = at - timedelta(days=6 - place)
        meaning = synonyms.Meaning(phrase, local_code=item, words=words, weight=weight)
        draft = synonyms.draft_synonym(meaning=meaning, actor=editor, at=said_at)
        if is_published:
            synonyms.publish_synonym(
                synonym_id=draft.id, actor=publisher, at=said_at + timedelta(hours=2)
            )
        tick(place + 1, len(SAID))
    for place, text in enumerate(FOUND_NOTHING):
        for seeker in range(2 + 3 * place):
            synonyms.note_unanswered(
                text=text, seeker=f"seeker {seeker}", on=timezone.localdate(at)
            )
    last = UnansweredQuery.objects.get(text=FOUND_NOTHING[-1])
    synonyms.close_unanswered(query_id=last.id, state=QueryState.NONE, actor=editor, at=at)
    return len(SAID) + len(FOUND_NOTHING)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The way of a parcel: what carriers and desks report, and where that leads.

A carrier's reports get lost and overtake each other, so a later report is taken in any state
before the end; when each is news, and when it is history only, ``services.happenings`` says.
"""

from yiwang.delivery.enums import Happening as H
from yiwang.delivery.enums import ParcelState as S
from yiwang.delivery.enums import Role as R
from yiwang.workflow.states import StateTable, T

PARCEL = StateTable[S, H, R](
    T(S.PREPARED,  H.BOOK,       S.BOOKED,     R.DESK),
    T(S.PREPARED,  H.CANCEL,     S.CANCELLED,  R.SENDER),
    T(S.BOOKED,    H.CANCEL,     S.CANCELLED,  R.SENDER),  # until it is collected
    T(S.BOOKED,    H.COLLECT,    S.COLLECTED,  R.CARRIER),
    T(S.BOOKED,    H.MOVE,       S.MOVING,     R.CARRIER),
    T(S.BOOKED,    H.GO_OUT,     S.OUT,        R.CARRIER),
    T(S.BOOKED,    H.FAIL,       S.FAILED,     R.CARRIER),
    T(S.BOOKED,    H.STORE,      S.STORED,     R.CARRIER),
    T(S.BOOKED,    H.RECEIVE,    S.RECEIVED,   R.CARRIER),
    T(S.BOOKED,    H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.BOOKED,    H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.BOOKED,    H.LOSE,       S.LOST,       R.CARRIER),
    T(S.BOOKED,    H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.COLLECTED, H.COLLECT,    S.COLLECTED,  R.CARRIER),
    T(S.COLLECTED, H.MOVE,       S.MOVING,     R.CARRIER),
    T(S.COLLECTED, H.GO_OUT,     S.OUT,        R.CARRIER),
    T(S.COLLECTED, H.FAIL,       S.FAILED,     R.CARRIER),
    T(S.COLLECTED, H.STORE,      S.STORED,     R.CARRIER),
    T(S.COLLECTED, H.RECEIVE,    S.RECEIVED,   R.CARRIER),
    T(S.COLLECTED, H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.COLLECTED, H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.COLLECTED, H.LOSE,       S.LOST,       R.CARRIER),
    T(S.COLLECTED, H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.MOVING,    H.MOVE,       S.MOVING,     R.CARRIER),
    T(S.MOVING,    H.GO_OUT,     S.OUT,        R.CARRIER),
    T(S.MOVING,    H.FAIL,       S.FAILED,     R.CARRIER),
    T(S.MOVING,    H.STORE,      S.STORED,     R.CARRIER),
    T(S.MOVING,    H.RECEIVE,    S.RECEIVED,   R.CARRIER),
    T(S.MOVING,    H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.MOVING,    H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.MOVING,    H.LOSE,       S.LOST,       R.CARRIER),
    T(S.MOVING,    H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.OUT,       H.GO_OUT,     S.OUT,        R.CARRIER),  # again, and nobody told why not
    T(S.OUT,       H.MOVE,       S.MOVING,     R.CARRIER),  # sent on to another station
    T(S.OUT,       H.FAIL,       S.FAILED,     R.CARRIER),
    T(S.OUT,       H.STORE,      S.STORED,     R.CARRIER),
    T(S.OUT,       H.RECEIVE,    S.RECEIVED,   R.CARRIER),
    T(S.OUT,       H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.OUT,       H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.OUT,       H.LOSE,       S.LOST,       R.CARRIER),
    T(S.OUT,       H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.FAILED,    H.MOVE,       S.MOVING,     R.CARRIER),  # to the address that was changed
    T(S.FAILED,    H.GO_OUT,     S.OUT,        R.CARRIER),  # the second attempt
    T(S.FAILED,    H.FAIL,       S.FAILED,     R.CARRIER),
    T(S.FAILED,    H.STORE,      S.STORED,     R.CARRIER),
    T(S.FAILED,    H.RECEIVE,    S.RECEIVED,   R.CARRIER),
    T(S.FAILED,    H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.FAILED,    H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.FAILED,    H.LOSE,       S.LOST,       R.CARRIER),
    T(S.FAILED,    H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.STORED,    H.STORE,      S.STORED,     R.CARRIER),
    T(S.STORED,    H.MOVE,       S.MOVING,     R.CARRIER),
    T(S.STORED,    H.FAIL,       S.FAILED,     R.CARRIER),
    T(S.STORED,    H.GO_OUT,     S.OUT,        R.CARRIER),
    T(S.STORED,    H.RECEIVE,    S.RECEIVED,   R.CARRIER),
    T(S.STORED,    H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.STORED,    H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.STORED,    H.LOSE,       S.LOST,       R.CARRIER),
    T(S.STORED,    H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.RETURNING, H.TURN_BACK,  S.RETURNING,  R.CARRIER),
    T(S.RETURNING, H.MOVE,       S.RETURNING,  R.CARRIER),
    T(S.RETURNING, H.RECEIVE,    S.RETURNED,   R.CARRIER),  # by the sender, as some carriers say
    T(S.RETURNING, H.BRING_BACK, S.RETURNED,   R.CARRIER),
    T(S.RETURNING, H.LOSE,       S.LOST,       R.CARRIER),
    T(S.RETURNING, H.DAMAGE,     S.DAMAGED,    R.CARRIER),
    T(S.RETURNED,  H.HAND_OUT,   S.HANDED_OUT, R.DESK),
)  # fmt: skip

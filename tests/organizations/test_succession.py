# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from yiwang.organizations.enums import ChangeKind
from yiwang.organizations.succession import (
    Change,
    Correction,
    Holder,
    past_divisions,
    successions,
)

NOBODY = Holder("", "")


def change(year, old, new, kind=ChangeKind.RECODED):
    return Change(year=year, kind=kind, level=4, old=Holder(*old), new=Holder(*new))


def today(changes, code, current, corrections=()):
    return {
        (s.holder.code, s.ended_in): s.successors
        for s in successions(changes, corrections, current)
        if s.holder.code == code
    }


def test_a_chain_leads_to_its_last_link():
    changes = [
        change(1987, ("330121", "萧山县"), ("339005", "萧山市"), ChangeKind.CONVERTED),
        change(1995, ("339005", "萧山市"), ("330181", "萧山市")),
        change(2001, ("330181", "萧山市"), ("330109", "萧山区"), ChangeKind.CONVERTED),
    ]

    assert today(changes, "330121", {"330109"}) == {("330121", 1987): ("330109",)}


def test_two_that_merge_lead_to_the_same():
    changes = [
        change(2021, ("330103", "下城区"), ("330105", "拱墅区"), ChangeKind.CONVERTED),
        change(1990, ("330107", "半山区"), ("330105", "拱墅区"), ChangeKind.ABOLISHED),
    ]

    assert today(changes, "330103", {"330105"}) == {("330103", 2021): ("330105",)}
    assert today(changes, "330107", {"330105"}) == {("330107", 1990): ("330105",)}


def test_one_that_is_split_leads_to_all_its_parts_the_main_one_first():
    changes = [change(2001, ("330184", "余杭市"), ("330110", "余杭区"), ChangeKind.CONVERTED)]
    split = Correction(
        year=2021,
        old=Holder("330110", "余杭区"),
        new=(Holder("330110", "余杭区"), Holder("330113", "临平区")),
    )

    found = today(changes, "330184", {"330110", "330113"}, [split])

    assert found == {("330184", 2001): ("330110", "330113")}


def test_a_code_that_was_handed_on_leads_two_ways_by_its_time():
    changes = [
        change(1982, ("330321", "洞头县"), ("330321", "瓯海县"), ChangeKind.REASSIGNED),
        change(1982, ("330322", "永嘉县"), ("330322", "洞头县"), ChangeKind.REASSIGNED),
        change(1992, ("330321", "瓯海县"), ("330304", "瓯海区"), ChangeKind.CONVERTED),
        change(2015, ("330322", "洞头县"), ("330305", "洞头区"), ChangeKind.CONVERTED),
    ]

    found = today(changes, "330321", {"330304", "330305"})

    assert found == {("330321", 1982): ("330305",), ("330321", 1992): ("330304",)}


def test_a_code_handed_on_by_one_who_is_found_nowhere_else_was_only_renamed():
    changes = [change(1983, ("330302", "南城区"), ("330302", "城区"), ChangeKind.REASSIGNED)]

    assert today(changes, "330302", {"330302"}) == {("330302", 1983): ("330302",)}


def test_one_abolished_without_a_word_is_found_under_its_name_in_the_same_year():
    changes = [
        change(1982, ("332325", "诸暨县"), NOBODY, ChangeKind.ABOLISHED),
        change(1982, ("332324", "新昌县"), ("332324", "诸暨县"), ChangeKind.REASSIGNED),
        change(1983, ("332324", "诸暨县"), ("330625", "诸暨县")),
    ]

    assert today(changes, "332325", {"330625"}) == {("332325", 1982): ("330625",)}


def test_a_correction_wins_over_the_list():
    changes = [change(1988, ("330502", "城区"), ("441502", "城区"))]
    right = Correction(1988, Holder("330502", "城区"), (Holder("330500", "湖州市"),))

    found = today(changes, "330502", {"330500", "441502"}, [right])

    assert found == {("330502", 1988): ("330500",)}


def test_one_that_leads_nowhere_has_no_successor():
    changes = [change(1988, ("330511", "郊区"), NOBODY, ChangeKind.ABOLISHED)]

    assert today(changes, "330511", {"330500"}) == {("330511", 1988): ()}


def test_a_cycle_ends():
    changes = [
        change(1990, ("330001", "甲县"), ("330002", "乙县")),
        change(1990, ("330002", "乙县"), ("330001", "甲县")),
    ]

    assert today(changes, "330001", {"330001"}) == {("330001", 1990): ("330001",)}


def test_the_last_holder_of_an_ended_code_is_kept_with_its_time():
    changes = [
        change(1982, ("330321", "洞头县"), ("330321", "瓯海县"), ChangeKind.REASSIGNED),
        change(1992, ("330321", "瓯海县"), ("330304", "瓯海区"), ChangeKind.CONVERTED),
    ]

    past = {p.holder.code: p for p in past_divisions(changes, list(successions(changes, [], [])))}

    assert past["330321"].holder.name == "瓯海县"
    assert (past["330321"].began_in, past["330321"].ended_in) == (1982, 1992)


holders = st.builds(Holder, st.sampled_from("ABCDE"), st.sampled_from("甲乙丙丁"))
histories = st.lists(
    st.builds(
        Change,
        year=st.integers(1980, 1985),
        kind=st.sampled_from(ChangeKind),
        level=st.just(4),
        old=holders | st.just(NOBODY),
        new=holders | st.just(NOBODY),
    ),
    max_size=25,
)


@given(histories, st.sets(st.sampled_from("ABCDE")))
def test_any_history_ends_in_codes_of_today_named_once(changes, current):
    for succession in successions(changes, [], current):
        assert set(succession.successors) <= current
        assert len(set(succession.successors)) == len(succession.successors)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sites of places at every level with their names, colours and notices, and entries of others."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from operations.loading import Tick
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services
from yiwang.catalogue.enums import OutsideState, WindowNoticeState
from yiwang.catalogue.models import OutsideService
from yiwang.catalogue.zone_refusals import OutsideKnown
from yiwang.catalogue.zones import checking
from yiwang.foundation.actors import system_actor
from yiwang.organizations import selectors as organizations

ACTOR = system_actor("demonstration")
PROVINCE, CITY, COUNTY = "330000000000", "330100000000", "330106000000"

BRANDS: Sequence[tuple[str, str, str, str]] = (
    (PROVINCE, "浙江省政务服务网", "让数据多跑路，让群众少跑腿", "celadon"),
    (CITY, "杭州市政务服务网", "最多跑一次，最好不用跑", "indigo"),
    (COUNTY, "西湖区政务服务网", "西湖边的办事窗口", "bamboo"),
)
TOWNSHIP_COLOUR, VILLAGE_COLOUR = "plum", "ochre"

NOTICES: Sequence[tuple[str, str, str]] = (
    (
        PROVINCE,
        "全省统一事项目录更新",
        "同一事项在全省按同一名称、同一材料、同一时限办理。\n变化见“权力清单和责任清单”。",
    ),
    (
        CITY,
        "市政务服务中心延时服务",
        "每周六上午 9:00—12:00，综合窗口、不动产窗口照常受理。\n其余事项请网上办理。",
    ),
    (
        COUNTY,
        "食品经营许可可以自助打印",
        "区政务服务中心一楼自助区可以打印食品经营许可证，带身份证即可。",
    ),
    (COUNTY, "元旦放假安排", "1月1日至3日放假，窗口不受理；网上办理照常收件，节后计时。"),
)
OUTSIDE: Sequence[tuple[str, str, str, str, str, str]] = (
    (CITY, "health", "hospital", "杭州市第一人民医院", "网上挂号", "https://www.hz-hospital.com/"),
    (CITY, "education", "school", "浙江图书馆", "图书借阅", "https://www.zjlib.cn/"),
    (CITY, "utilities", "utility", "国网浙江省电力有限公司", "用电报装", "https://www.95598.cn/"),
    (CITY, "utilities", "utility", "杭州市水务集团", "水费查询", "https://www.hzwgc.com/"),
    (CITY, "housing", "bank", "中国建设银行", "公积金贷款预约", "https://www.ccb.com/"),
    (CITY, "social_security", "bank", "中国工商银行", "社保卡服务", "https://www.icbc.com.cn/"),
    (CITY, "driving", "transport", "中国铁路", "购票和改签", "https://www.12306.cn/"),
    (PROVINCE, "culture", "other", "浙江省博物馆", "参观预约", "https://www.zhejiangmuseum.com/"),
)
CALLED = {"网上挂号": "预约看病、约专家号", "用电报装": "装电表", "水费查询": "交水费"}
"""What people call some of them beside their titles."""


def load(tick: Tick, *, at: datetime) -> int:
    """Set up the sites once; return how many brands, notices and entries there are."""
    county_department = organizations.departments_in(COUNTY)[0].id
    places = _branded(at)
    done = len(places)
    if not catalogue.windows.notices(PROVINCE, on=at.date()):
        done += _noticed(places, at)
    done += _outside(county_department, at)
    done += _dead_link(at)
    tick(done, done)
    return done


def _branded(at: datetime) -> list[str]:
    township = organizations.children(COUNTY)[0]
    villages = organizations.children(township.code)[:1]
    brands = [
        *BRANDS,
        (township.code, f"{township.name}便民服务中心", "小事不出村，大事不出镇", TOWNSHIP_COLOUR),
        *((one.code, f"{one.name}便民服务站", "家门口就能办", VILLAGE_COLOUR) for one in villages),
    ]
    for region_code, title, slogan, colour in brands:
        if not catalogue.windows.brand(region_code).title:
            services.set_brand(
                region_code=region_code,
                title=title,
                slogan=slogan,
                colour=colour,
                emblem_id=None,
                actor=ACTOR,
                at=at,
            )
    return [region_code for region_code, *_rest in brands]


def _noticed(places: Sequence[str], at: datetime) -> int:
    local = [
        (
            code,
            "便民服务时间",
            "周一至周五 8:30—11:30，13:30—17:00。\n行动不便的居民可以打电话约上门办。",
        )
        for code in places[len(BRANDS) :]
    ]
    for region_code, title, body in (*NOTICES, *local):
        made = services.write_notice(
            region_code=region_code,
            title=title,
            body=body,
            expires_on=(at + timedelta(days=365)).date(),
            department_id=None,
            actor=ACTOR,
            at=at,
        )
        services.move_notice(
            notice_id=made.id, state=WindowNoticeState.PUBLISHED, actor=ACTOR, at=at
        )
    return len(NOTICES) + len(local)


def _dead_link(at: datetime) -> int:
    """Let the last entry be found dead once, so that its editors have a task."""
    entry = OutsideService.objects.filter(url=OUTSIDE[-1][-1], task__isnull=True).first()
    if entry is None:
        return 0
    for _time in range(checking.DEAD_AFTER):
        checking.record(outside_id=entry.id, found="http_404", at=at)
    return 1


def _outside(department_id: UUID, at: datetime) -> int:
    made = 0
    for region_code, topic, institution, owner, title, url in OUTSIDE:
        called = CALLED.get(title, "")
        entry = services.NewEntry(region_code, topic, institution, owner, title, "", url, called)
        try:
            proposed = services.propose_outside(
                entry=entry, actor=ACTOR, at=at, department_id=department_id
            )
        except OutsideKnown:
            continue
        services.judge_outside(
            outside_id=proposed.id, state=OutsideState.APPROVED, reason="", actor=ACTOR, at=at
        )
        made += 1
    return made

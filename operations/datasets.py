# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of loads: each step calls one service of the room that keeps the data.

The rooms are imported when a step runs: the list itself is read without Django.
"""

from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from config.environment import environment
from operations.loading import DATA, Done, Step, Tick

if TYPE_CHECKING:
    from yiwang.foundation.actors import Actor


def _actor() -> "Actor":
    from yiwang.foundation.actors import system_actor

    return system_actor("loading")


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _calendar(tick: Tick) -> int:
    from yiwang.foundation import services as foundation

    years = foundation.load_calendar(
        path=DATA / "calendar", source="国务院办公厅关于节假日安排的通知", at=_now()
    )
    if changed := [each.year for each in years if each.is_changed]:
        from yiwang.cases.services import sweeps

        sweeps.recount_deadlines(since=date(min(changed), 1, 1), at=_now())
    return len(years)


def _since(is_first: bool) -> datetime:
    """Return since when what is loaded is in force: a first catalogue since the new year.

    What comes later, and what data files change in it, is in force from the day of the load on.
    """
    if not is_first:
        return _now()
    return _now().replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _organizations(name: str) -> Callable[[Tick], int]:
    def run(tick: Tick) -> int:
        from yiwang.organizations import services as organizations

        verbs = {
            "divisions": organizations.load_divisions,
            "villages": organizations.load_villages,
            "changes": organizations.load_changes,
            "departments": organizations.load_departments,
        }
        return verbs[name](root=DATA, actor=_actor(), at=_now(), progress=tick).read

    return run


def _assurance(tick: Tick) -> int:
    from yiwang.identity import services as identity

    return identity.load_assurance_levels()


def _texts(tick: Tick) -> int:
    from yiwang.identity.services import privacy_texts

    return privacy_texts.load_texts(root=DATA, actor=_actor(), at=_now())


def _models(tick: Tick) -> int:
    from yiwang.forms import selectors as forms
    from yiwang.forms import services as form_services
    from yiwang.workflow import services as workflow

    at, folder = _now(), DATA / "models"
    published = form_services.load_models(folder, actor=_actor(), at=at)
    processes = workflow.load_models(folder, forms=forms.newest_form_ids(), actor=_actor(), at=at)
    return len(published) + len(processes)


def _catalogue(name: str) -> Callable[[Tick], Done]:
    def run(tick: Tick) -> Done:
        from yiwang.catalogue import services as catalogue
        from yiwang.catalogue.loading.first import is_first_load

        verbs = {
            "articles": catalogue.load_cited_articles,
            "laws": catalogue.load_laws,
            "items": catalogue.load_base_items,
            "lists": catalogue.load_implementation_lists,
            "demo-region": catalogue.load_demo_region,
        }
        at = _since(is_first_load(name))
        report = verbs[name](root=DATA, actor=_actor(), at=at, progress=tick)
        return Done.saying(report.read, report.kept)

    return run


def _guidance(tick: Tick) -> int:
    from yiwang.catalogue import services as catalogue

    at = _now()
    types = catalogue.load_evidence_types(root=DATA, actor=_actor(), at=at).read
    tick(1, 2)
    return types + catalogue.load_scenarios(root=DATA, actor=_actor(), at=at).read


def _themes(tick: Tick) -> int:
    from yiwang.catalogue import services as catalogue

    return catalogue.load_themes(root=DATA, actor=_actor()).read


def _duties(tick: Tick) -> int:
    from yiwang.catalogue import services as catalogue

    return catalogue.load_duties(root=DATA, actor=_actor()).read


def _life_steps(tick: Tick) -> int:
    from yiwang.catalogue import services as catalogue

    return catalogue.load_life_steps(root=DATA, actor=_actor()).read


def _sitemaps(tick: Tick) -> int:
    from yiwang.catalogue import services as catalogue

    return catalogue.build_sitemaps(at=_now())


def _stars(tick: Tick) -> int:
    from django.utils import timezone

    from yiwang.catalogue import services as catalogue

    return catalogue.keep_stars(on=timezone.localdate(), everything=True)


def _law_changes(tick: Tick) -> int:
    from yiwang.catalogue.services import comparison

    return comparison.load_law_changes(root=DATA, actor=_actor(), at=_now()).read


def _demo_sources(tick: Tick) -> int:
    from operations.demo import registers

    return registers.load(tick)


def _demo_procedures(tick: Tick) -> int:
    return _demo("procedures")(tick) + _demo("colleagues")(tick)


LOADS_PATIENCE = 600.0
"""Seconds that a paper of the demonstration waits for its turn; a slow machine may be busy."""


def _demo(name: str) -> Callable[[Tick], int]:
    """Return what loads one module of the demonstration."""

    def run(tick: Tick) -> int:
        from yiwang.documents import services as documents

        module = import_module(f"operations.demo.{name}")
        with documents.for_issuing(seconds=LOADS_PATIENCE):
            count: int = module.load(tick, at=_now())
        return count

    return run


_ITEMS = ("items/*", "models/*/*", "themes/*", "search/*", "codes/themes.json")

STEPS: tuple[Step, ...] = (
    Step("calendar", "reference", "Working calendar 工作日历", ("calendar/*",), _calendar),
    Step(
        "divisions",
        "reference",
        "Divisions 行政区划",
        ("divisions/*",),
        _organizations("divisions"),
    ),
    Step(
        "changes",
        "reference",
        "Changes of divisions 区划变更",
        ("divisions/*",),
        _organizations("changes"),
    ),
    Step(
        "villages", "reference", "Villages 村（社区）", ("divisions/*",), _organizations("villages")
    ),
    Step(
        "departments",
        "reference",
        "Departments 部门",
        ("zhejiang/*departments*", "zhejiang/*lines*", "items/*lines*"),
        _organizations("departments"),
    ),
    Step("assurance", "reference", "Assurance levels 实名认证级别", (), _assurance, revision=2),
    Step("texts", "reference", "Privacy texts 隐私文本", ("privacy/*",), _texts),
    Step("models", "reference", "Forms and processes 表单与流程", ("models/**/*",), _models),
    Step(
        "articles",
        "reference",
        "Cited articles 引用法条",
        ("laws/*", "items/*"),
        _catalogue("articles"),
    ),
    Step(
        "law-changes",
        "reference",
        "Repeals and revisions of laws 法律修订与废止",
        ("laws/law_changes.csv",),
        _law_changes,
    ),
    Step("themes", "reference", "Themes 主题", ("themes/*", "codes/themes.json"), _themes),
    Step("items", "reference", "Base items 基本目录", _ITEMS, _catalogue("items")),
    Step("lists", "reference", "Implementation lists 实施清单", _ITEMS, _catalogue("lists")),
    Step(
        "guidance",
        "reference",
        "Materials and scenarios 材料类型与情形引导",
        ("codes/evidence_*.csv", "models/**/*"),
        _guidance,
    ),
    Step("duties", "reference", "Responsibilities 责任清单", ("powers/*",), _duties),
    Step("life-steps", "reference", "Steps of life 生活步骤", ("zones/*",), _life_steps),
    Step("demo-region", "demo", "A second region 第二演示区域", _ITEMS, _catalogue("demo-region")),
    Step("sitemaps", "demo", "Site maps 站点地图", _ITEMS, _sitemaps),
    Step("stars", "demo", "Stars 星级", _ITEMS, _stars),
    Step("staff", "demo", "Posts and staff 岗位与工作人员", (), _demo("staff")),
    Step("administrators", "demo", "Administrators 三员与人事", (), _demo("administrators")),
    Step("people", "demo", "Citizens and enterprises 群众与企业", (), _demo("people")),
    Step(
        "acting",
        "demo",
        "Who acts for whom 委托、监护与经办",
        ("demonstration/*.csv",),
        _demo("acting"),
    ),
    Step(
        "data-sources",
        "demo",
        "Data sources 数据源",
        ("demonstration/sources.json", "demonstration/records.csv"),
        _demo_sources,
    ),
    Step("windows", "demo", "Sites of places 部门窗口", (), _demo("windows")),
    Step("halls", "demo", "Halls and queues 大厅与叫号", ("divisions/*",), _demo("halls")),
    Step("cases", "demo", "Cases 办件", (), _demo("cases")),
    Step("modes", "demo", "Trust and promises 信任与承诺", (), _demo("modes")),
    Step("attended", "demo", "At the counter 窗口代办", (), _demo("attended")),
    Step("spared", "demo", "Nothing asked twice 免交免填", (), _demo("spared")),
    Step("sources", "demo", "Sources over HTTP 网络数据源", (), _demo("sources")),
    Step("procedures", "demo", "Hearings and visits 听证与核查", (), _demo_procedures),
    Step("together", "demo", "Applying together 共同申请", (), _demo("together")),
    Step("questions", "demo", "Questions in cases 办件咨询", (), _demo("asking")),
    Step("parcels", "demo", "Parcels and contacts 邮寄与联系方式", (), _demo("parcels")),
    Step("services", "demo", "Service of papers 文书送达", (), _demo("serving")),
    Step("firm-messages", "demo", "Messages to a firm 企业消息", (), _demo("firm_messages")),
    Step("work-mails", "demo", "Work mails of staff 工作邮箱", (), _demo("work_mails")),
    Step("batches", "demo", "Steps in batches 批量填写环节", (), _demo("batches")),
    Step("paper-batches", "demo", "Papers in batches 批量出文", (), _demo("paper_batches")),
    Step(
        "systems",
        "demo",
        "A department's system 部门系统",
        (),
        _demo("systems"),
        # Its addresses hold the port: another port, another registration.
        revision=environment().PORT,
    ),
    Step("voices", "demo", "Reviews of services 好差评", (), _demo("voices")),
    Step("privacy", "demo", "Own data 个人数据", (), _demo("privacy")),
    Step("orders", "demo", "Change orders 事项变更单", (), _demo("catalogue")),
    Step("own-elements", "demo", "Elements given back 交还的要素", (), _demo("own_elements")),
    Step("workbooks", "demo", "Workbooks 表格批量修改", (), _demo("workbooks")),
    Step("rules", "demo", "Rules that decide 自动审批", ("rules/*",), _demo("rules")),
    Step("sheets", "demo", "Templates of notices 文书模板", (), _demo("sheets")),
    Step("translations", "demo", "Papers in English 英文译文", (), _demo("translations")),
    Step("party-papers", "demo", "Papers of parties 利害关系人文书", (), _demo("party_papers")),
    Step("synonyms", "demo", "What people call things 搜索说法", (), _demo("synonyms")),
    Step("following", "demo", "A changed base item 目录变更", (), _demo("following")),
    Step("guided", "demo", "Guided at the counter 窗口情形引导", (), _demo("guided")),
    Step("receiving", "demo", "Taken in for others 代收办件", (), _demo("receiving")),
    Step("lower-reviews", "demo", "Reviews by lower bodies 下级初审", (), _demo("lower_reviews")),
    Step("review-stages", "demo", "Reviews in stages 逐级初审", (), _demo("review_stages")),
    Step("ties", "demo", "Lost and replaced 设立与补证", (), _demo("ties")),
    Step("sold", "demo", "A home that was sold 二手房过户", (), _demo("sold")),
    Step("aftermath", "demo", "After decisions 决定之后", (), _demo("aftermath")),
    Step("codes", "demo", "Old codes 编码沿革", ("divisions/*",), _demo("codes")),
    Step("heirs", "demo", "Followed up elsewhere 承接机关", (), _demo("heirs")),
    Step(
        "discretion",
        "demo",
        "Benchmarks of discretion 裁量权基准",
        ("demonstration/benchmarks.json",),
        _demo("discretion"),
    ),
    Step("comparison", "demo", "Comparison 规范比对", (), _demo("comparison")),
    Step("laws", "extra", "The whole corpus of laws 法律法规全文", ("laws/*",), _catalogue("laws")),
)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The modellers speak the language of the page, and keep within the content security policy."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import World
from tests.journeys.conftest import Open
from tests.journeys.desks import desk
from tests.journeys.test_guidance_desks import keeper
from yiwang.catalogue.models import DefinitionDraft

pytestmark = pytest.mark.browser
DRAWING = Path(__file__).with_name("every_element.bpmn")
TABLE = Path(__file__).with_name("every_cell.dmn")

SETTLE_MS = 60
CELLS = ("th.input-cell", "th.output-cell", "td.input-cell", "td.output-cell", "td.rule-index")
ELEMENTS = """() => [...document.querySelectorAll(".djs-element")]
  .map((one) => one.dataset.elementId)
  .filter((id) => id && !id.endsWith("_label") && id !== "together")"""
PICK = """(id) => {
  const one = document.querySelector(`.djs-element[data-element-id="${id}"] > .djs-hit`);
  const { x, y } = one.getBoundingClientRect();
  for (const type of ["mousedown", "mouseup", "click"]) {
    const where = { clientX: x + 2, clientY: y + 2 };
    one.dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0, ...where }));
  }
}"""

# What is shown or read out in the modeller and its menus, without what was drawn or typed.
SHOWN = """() => {
  const found = new Set();
  const menus = ".djs-popup, .djs-overlay, .context-menu, .dms-select-options";
  const typed = "svg, [contenteditable], .content-editable, textarea, .input-label, .output-label";
  const drawn = "td.input-cell, td.output-cell, td.annotation, .decision-table-name";
  const places = [...document.querySelectorAll(`.wb-modeller, ${menus}`)];
  for (const place of places) {
    for (const one of [place, ...place.querySelectorAll("*")]) {
      for (const name of ["title", "aria-label", "placeholder", "alt"]) {
        if (one.getAttribute(name)) found.add(one.getAttribute(name));
      }
      if (one.closest(`${typed}, ${drawn}`)) continue;
      for (const node of one.childNodes) {
        if (node.nodeType === 3 && node.textContent.trim()) found.add(node.textContent.trim());
      }
    }
  }
  return [...found];
}"""
LATIN = re.compile(r"[A-Za-z]{2,}")
PROPER = re.compile(r"bpmn\.io|CEL")


def latin(page: Page) -> set[str]:
    """Return what the modeller shows that is not Chinese."""
    return {one for one in page.evaluate(SHOWN) if LATIN.search(PROPER.sub("", one))}


def modeller(opened: Open, kind: str, body: Path, **look: str) -> tuple[Page, list[str]]:
    """Open a draft in its modeller; return the page, and the errors of the console from then on."""
    DefinitionDraft.objects.create(
        kind=kind, code="stall", body=body.read_text("utf-8"), changed_at=timezone.now()
    )
    page = desk(opened, keeper(), f"/workbench/modelling/{kind}/stall", **look)
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.reload()
    page.locator(".djs-palette, td.input-cell").first.wait_for()
    return page, said


def test_the_process_modeller_speaks_chinese_and_keeps_to_the_policy(
    opened: Open, world: World
) -> None:
    page, said = modeller(opened, "process", DRAWING)
    strange, entries = latin(page), 0
    for element in page.evaluate(ELEMENTS):
        page.evaluate(PICK, element)
        page.wait_for_timeout(SETTLE_MS)
        strange |= latin(page)
        more = page.locator(".djs-context-pad .entry[data-action=replace]")
        if more.count():
            more.first.evaluate("(one) => one.click()")
            page.wait_for_timeout(SETTLE_MS)
            entries += page.locator(".djs-popup .entry").count()
            strange |= latin(page)
            page.keyboard.press("Escape")

    assert entries > 60
    assert strange == set()
    assert said == []


def test_the_decision_table_speaks_chinese_and_keeps_to_the_policy(
    opened: Open, world: World
) -> None:
    page, said = modeller(opened, "decision", TABLE)
    strange, menus = latin(page), 0
    for cell in CELLS:
        for place in page.locator(f".wb-modeller {cell}").all():
            for act in (place.dblclick, lambda one=place: one.click(button="right")):
                act()
                page.wait_for_timeout(SETTLE_MS)
                menus += page.locator(".context-menu").count()
                strange |= latin(page)
                page.keyboard.press("Escape")
    page.locator(".hit-policy-edit-policy-select").click()
    strange |= latin(page)

    assert menus > len(CELLS)
    assert strange == set()
    assert said == []


def test_the_modellers_speak_english_where_the_site_does(opened: Open, world: World) -> None:
    page, _said = modeller(opened, "decision", TABLE, yw_language="en")

    expect(page.locator(".hit-policy")).to_contain_text("Hit policy")
    expect(page.locator("th.input-cell").first).to_contain_text("When")

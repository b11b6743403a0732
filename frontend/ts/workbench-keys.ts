// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";
import { turn } from "./workbench-viewer";

/** These lead to a legal act; they only bring the reader to it, who then presses Enter. */
const ONLY_GO_THERE = new Set(["a", "r", "m"]);
const OFF = "yw_keys_off";
const FIELDS = "input:not([type=hidden]), select, textarea, button";

/**
 * The workbench's keys. An element may name its own with `data-key`; j k move in the list, o opens,
 * x selects, [ ] turn the materials, / finds, ? shows all keys. No key works while somebody types:
 * Escape leaves the field. Whoever dictates or presses keys by accident switches them all off (WCAG
 * 2.1.4); the menu opens the sheet with the switch at any time.
 */
export function keys(): void {
  let row = -1;
  const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-rows] tbody tr")];
  const move = (step: number): void => {
    const all = rows();
    row = Math.min(Math.max(row + step, 0), all.length - 1);
    all.forEach((one, index) => one.classList.toggle("wb-cursor", index === row));
    all[row]?.scrollIntoView({ block: "nearest" });
    all[row]?.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  };
  const current = (): HTMLElement | undefined => rows()[row];
  const acts: Record<string, () => void> = {
    j: () => move(1),
    k: () => move(-1),
    o: () => current()?.querySelector<HTMLElement>("a[href]")?.click(),
    x: () => current()?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click(),
    t: () => document.querySelector<HTMLElement>("a[data-home]")?.click(),
    "[": () => turn(-1),
    "]": () => turn(1),
    "/": () => document.querySelector<HTMLElement>("[data-find]")?.focus(),
    "?": () => document.querySelector<HTMLDialogElement>("dialog[data-keys]")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (isOff()) {
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    if (isTyping(event.target)) {
      leave(event);
      return;
    }
    const named = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
      (element) => element.dataset.key === event.key && element.offsetParent !== null,
    );
    const act = named ? () => use(named, event.key) : acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  onEach("[data-open-keys]", (element) => {
    element.hidden = false;
    element.addEventListener("click", () => acts["?"]?.());
  });
  onEach("[data-keys-off]", (element) => {
    if (element instanceof HTMLInputElement) {
      element.checked = isOff();
      element.addEventListener("change", () => keepOff(element.checked));
    }
  });
  onEach("dialog [data-close]", (element) => {
    element.addEventListener("click", () => element.closest("dialog")?.close());
  });
}

function isOff(): boolean {
  return document.cookie.split("; ").includes(`${OFF}=1`);
}

function keepOff(wanted: boolean): void {
  document.cookie = `${OFF}=${wanted ? "1" : "0"}; path=/workbench; max-age=31536000; samesite=lax`;
}

function use(element: HTMLElement, key: string): void {
  if (!ONLY_GO_THERE.has(key)) {
    element.click();
    return;
  }
  let goal: HTMLElement | null = element;
  const details = element.closest("details");
  if (details && element.tagName === "SUMMARY") {
    details.open = true;
    goal = details.querySelector<HTMLElement>(FIELDS);
  }
  goal?.scrollIntoView({ block: "center" });
  goal?.focus({ preventScroll: true });
}

function leave(event: KeyboardEvent): void {
  if (event.key === "Escape" && event.target instanceof HTMLElement) {
    event.target.blur();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(target.type))
  );
}

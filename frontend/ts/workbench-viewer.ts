// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/** Show another material beside the form without loading the page anew. */
export function viewer(): void {
  onEach("a[data-viewer]", (element) => {
    element.addEventListener("click", (event) => {
      const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (plain && element instanceof HTMLAnchorElement && show(element)) {
        event.preventDefault();
      }
    });
  });
}

/** Show the material before (-1) or after (1) the one that is shown. */
export function turn(step: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-viewer]")];
  const current = links.findIndex((link) => link.hasAttribute("aria-current"));
  links[Math.min(Math.max(current + step, 0), links.length - 1)]?.click();
}

/**
 * Browsers' own viewers of PDF take the focus when they have loaded, and with it every key of the
 * workbench. It is given back, unless the reader went there with Tab or with a click.
 */
export function keepFocus(): void {
  let last: HTMLElement | null = null;
  let tabbedAt = Number.NEGATIVE_INFINITY;
  const giveBack = (): void => {
    const frame = document.activeElement;
    if (!(frame instanceof HTMLIFrameElement) || isClicked(frame) || performance.now() - tabbedAt < 400) {
      return;
    }
    frame.blur();
    last?.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLElement && !(event.target instanceof HTMLIFrameElement)) {
      last = event.target;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab") {
      tabbedAt = performance.now();
    }
  });
  window.addEventListener("blur", () => window.setTimeout(giveBack));
  last = document.querySelector("[data-error-summary]");
  giveBack();
}

function isClicked(frame: HTMLElement): boolean {
  return frame.matches(":hover") && navigator.userActivation.isActive;
}

function show(link: HTMLAnchorElement): boolean {
  const place = document.getElementById("viewer");
  const source = link.dataset.viewer ?? "";
  if (!place || !source.startsWith("/")) {
    return false;
  }
  place.replaceChildren(link.dataset.viewerType === "application/pdf" ? frame(source, link) : picture(source, link));
  for (const other of document.querySelectorAll("a[data-viewer][aria-current]")) {
    other.removeAttribute("aria-current");
  }
  link.setAttribute("aria-current", "true");
  return true;
}

function frame(source: string, link: HTMLElement): HTMLElement {
  const made = document.createElement("iframe");
  made.src = source;
  made.title = link.textContent ?? "";
  return made;
}

function picture(source: string, link: HTMLElement): HTMLElement {
  const made = document.createElement("a");
  made.href = source;
  made.target = "_blank";
  made.rel = "noopener";
  const image = document.createElement("img");
  image.src = source;
  image.alt = link.textContent ?? "";
  made.append(image);
  return made;
}

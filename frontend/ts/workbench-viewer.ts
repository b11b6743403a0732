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

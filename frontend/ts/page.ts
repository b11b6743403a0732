// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

/** Run `start` for each element that matches, now and whenever htmx brings in more. */
export function onEach(selector: string, start: (element: HTMLElement) => void): void {
  const begin = (root: ParentNode): void => {
    for (const element of root.querySelectorAll<HTMLElement>(selector)) {
      const begun = (element.dataset.begun ?? "").split(" ");
      if (!begun.includes(selector)) {
        element.dataset.begun = [...begun, selector].join(" ").trim();
        start(element);
      }
    }
  };
  begin(document);
  document.addEventListener("htmx:load", (event) => {
    const swapped = event.target;
    if (swapped instanceof HTMLElement) {
      begin(swapped.parentElement ?? document);
    }
  });
}

/** Wait until nothing has happened for `milliseconds`, then act once. */
export function debounced(milliseconds: number, act: () => void): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, milliseconds);
  };
}

/** Say something to screen readers without moving the focus. */
export function announce(text: string): void {
  const place = document.getElementById("yw-announcements");
  if (place) {
    place.textContent = text;
  }
}

/** The words that the server gave this element in `data-text-<name>`, in the page's language. */
export function words(element: HTMLElement, name: string): string {
  return element.dataset[`text${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
}

const REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary";

/**
 * Replace a part of the page. Had it the focus, the first thing that can be used there gets it now:
 * otherwise the keyboard would begin at the top of the page again.
 */
export function keepPlace(part: HTMLElement, replace: () => void): void {
  const hadFocus = part.contains(document.activeElement);
  replace();
  if (hadFocus && !part.contains(document.activeElement)) {
    usable(part)?.focus();
  }
}

function usable(part: HTMLElement): HTMLElement | undefined {
  return [...part.querySelectorAll<HTMLElement>(REACHABLE)].find(
    (one) => one.offsetParent !== null && !one.matches(":disabled"),
  );
}

/** The same for what htmx replaces. */
export function keepPlaces(): void {
  let before: HTMLElement | null = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.target;
    before = part instanceof HTMLElement && part.contains(document.activeElement) ? part : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.target;
    if (part instanceof HTMLElement && part === before && document.activeElement === document.body) {
      usable(part)?.focus();
    }
    before = null;
  });
}

// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * After a refused form, the focus goes to the summary of what is wrong; after an act, to what the page
 * says came of it: it is read out, and Tab goes on from there, not from the top of the page.
 */
export function focusErrors(): void {
  const summary = document.querySelector<HTMLElement>("[data-error-summary]");
  summary?.focus();
  if (!summary && document.activeElement === document.body && !window.location.hash) {
    document.querySelector<HTMLElement>("[data-said]")?.focus({ preventScroll: true });
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.target;
    if (target instanceof HTMLElement) {
      target.querySelector<HTMLElement>("[data-error-summary]")?.focus();
    }
  });
}

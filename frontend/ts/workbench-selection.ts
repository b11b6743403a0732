// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

const BOXES = "[data-rows] tbody input[type=checkbox]:not(:disabled)";

/** One box ticks all rows that may be ticked; the button says how many are. */
export function selection(): void {
  onEach("[data-select-all]", (element) => {
    if (!(element instanceof HTMLInputElement)) {
      return;
    }
    const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>(BOXES)];
    const show = (): void => {
      const chosen = boxes().filter((box) => box.checked).length;
      element.checked = chosen > 0 && chosen === boxes().length;
      element.indeterminate = chosen > 0 && !element.checked;
      for (const place of document.querySelectorAll<HTMLElement>("[data-selected]")) {
        place.textContent = chosen > 0 ? String(chosen) : "";
      }
    };
    element.addEventListener("change", () => {
      for (const box of boxes()) {
        box.checked = element.checked;
      }
      show();
    });
    document.addEventListener("change", (event) => {
      if (event.target instanceof Element && event.target.matches(BOXES)) {
        show();
      }
    });
  });
}

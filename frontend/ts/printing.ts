// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/** Buttons that need script show themselves only when there is script. */
export function printing(): void {
  onEach("[data-print]", (element) => {
    element.hidden = false;
    element.addEventListener("click", () => window.print());
  });
  onEach("[data-copy]", (element) => {
    element.hidden = false;
    element.addEventListener("click", () => {
      void navigator.clipboard.writeText(element.dataset.copy ?? "").then(() => {
        element.textContent = element.dataset.textCopied ?? element.textContent;
      });
    });
  });
}

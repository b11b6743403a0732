// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/** Load the process viewer only where a page shows a process and the reader comes near it. */
export function processes(): void {
  onEach("[data-process]", (element) => {
    const source = element.dataset.processScript;
    const xml = element.querySelector("template")?.content.textContent ?? "";
    if (!source?.startsWith("/") || xml === "") {
      return;
    }
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) {
        watcher.disconnect();
        void import(source).then((module: typeof import("./process")) => module.show(element, xml));
      }
    });
    watcher.observe(element);
  });
}

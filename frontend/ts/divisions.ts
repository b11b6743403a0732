// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { onEach } from "./page";

/** Where a choice sends its form by itself (a region's next level), without a button to press. */
export function divisionSelects(): void {
  onEach("select[data-submits]", (element) => {
    element.addEventListener("change", () => element.closest("form")?.requestSubmit());
  });
}

// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { debounced, onEach, words } from "./page";

/** Save a form as a draft a moment after each change; say when it was saved, and when it was not. */
export function drafts(): void {
  onEach("form[data-autosave]", (element) => {
    if (element instanceof HTMLFormElement) {
      autosave(element);
    }
  });
}

function autosave(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>("[data-save-status]");
  let unsaved = false;
  let submitting = false;

  const say = (name: string): void => {
    if (status) {
      const now = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit" }).format(new Date());
      status.textContent = words(form, name).replace("{time}", now);
    }
  };
  const save = async (): Promise<void> => {
    if (submitting) {
      return;
    }
    say("saving");
    const answer = await fetch(form.dataset.autosave ?? "", {
      method: "POST",
      body: withoutFiles(new FormData(form)),
      headers: { "X-Requested-With": "autosave" },
    }).catch(() => null);
    unsaved = answer === null || !answer.ok;
    say(unsaved ? "failed" : "saved");
  };
  const soon = debounced(1200, () => void save());
  form.addEventListener("input", () => {
    unsaved = true;
    soon();
  });
  form.addEventListener("submit", () => {
    submitting = true;
    unsaved = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) {
      event.preventDefault();
    }
  });
}

function withoutFiles(data: FormData): FormData {
  for (const [name, value] of [...data.entries()]) {
    if (value instanceof File) {
      data.delete(name);
    }
  }
  return data;
}

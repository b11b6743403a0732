// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { announce, debounced, onEach, words } from "./page";

/**
 * Suggestions under a search box: a combobox with a list box, after the ARIA authoring practices.
 * The server sends ready `<li role="option" data-href>` rows; without script the form just searches.
 */
export function suggestions(): void {
  onEach("input[data-suggest]", (element) => {
    if (element instanceof HTMLInputElement) {
      new Suggestions(element);
    }
  });
}

class Suggestions {
  private readonly list: HTMLElement;
  private options: HTMLElement[] = [];
  private current = -1;
  private asked = 0;

  constructor(private readonly input: HTMLInputElement) {
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-suggestions`;
    this.list.className = "yw-suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words(input, "list"));
    this.list.hidden = true;
    input.closest("form")?.append(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");
    input.addEventListener("input", debounced(150, () => void this.ask()));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
  }

  private async ask(): Promise<void> {
    const question = this.input.value.trim();
    const turn = ++this.asked;
    if (question === "") {
      this.close();
      return;
    }
    const url = `${this.input.dataset.suggest}?q=${encodeURIComponent(question)}`;
    const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer === null || !answer.ok || turn !== this.asked) {
      return;
    }
    this.list.innerHTML = await answer.text();
    this.open();
  }

  private open(): void {
    this.options = [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
    this.options.forEach((option, index) => (option.id = `${this.list.id}-${index}`));
    this.current = -1;
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    announce(words(this.input, "count").replace("0", String(this.options.length)));
  }

  private close(): void {
    this.list.hidden = true;
    this.current = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter") {
      const option = this.options[this.current];
      if (option) {
        event.preventDefault();
        this.follow(option);
      }
    }
  }

  private move(step: number): void {
    const count = this.options.length;
    this.current = (this.current + step + count) % count;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.current)));
    const option = this.options[this.current];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  private clicked(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
    if (option) {
      this.follow(option);
    }
  }

  private follow(option: HTMLElement): void {
    const place = option.dataset.href;
    if (place?.startsWith("/")) {
      window.location.assign(place);
    }
  }
}

// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { BPMN } from "./modelling-words-bpmn";
import { DMN } from "./modelling-words-dmn";

const WORDS = new Map(Object.entries({ ...BPMN, ...DMN }));
const PLACE = /\{([^}]+)\}/g;

type Translate = (words: string, places?: Record<string, string>) => string;

/** Return a module that gives the modellers the words of the page's language. */
export function words(): Record<string, ["value", Translate]> {
  const isEnglish = document.documentElement.lang.startsWith("en");
  return { translate: ["value", isEnglish ? filled : (said, places) => filled(inChinese(said), places)] };
}

/** Return the Chinese of what a modeller says; what it adds to an error's name stays beside it. */
function inChinese(said: string): string {
  return WORDS.get(said) ?? WORDS.get(said.trim()) ?? said;
}

function filled(said: string, places: Record<string, string> = {}): string {
  return said.replace(PLACE, (all, name: string) => places[name.trim()] ?? all);
}

/** Set the words of labels that a library writes without asking for a translation. */
export function reword(root: HTMLElement): void {
  if (document.documentElement.lang.startsWith("en")) {
    return;
  }
  const change = (place: Element) => {
    for (const one of [place, ...place.querySelectorAll("[title], [aria-label], [placeholder]")]) {
      for (const name of ["title", "aria-label", "placeholder"]) {
        const said = one.getAttribute(name);
        const meant = said === null ? undefined : WORDS.get(said);
        if (meant !== undefined) {
          one.setAttribute(name, meant);
        }
      }
    }
  };
  change(root);
  new MutationObserver((changes) => {
    for (const { addedNodes, target, type } of changes) {
      if (type === "attributes") {
        change(target as Element);
      }
      for (const node of addedNodes) {
        if (node instanceof Element) {
          change(node);
        }
      }
    }
  }).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["title", "aria-label", "placeholder"] });
}

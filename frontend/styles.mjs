// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0
//
// Lets the modellers live under our content security policy, which takes no style from markup: what
// they write as style="…" is set property by property instead, which the policy allows (decision 0014).
// A library that no longer reads as expected stops the build.

import { readFile } from "node:fs/promises";

/** File → what stands in it and what shall stand there instead. */
const CHANGES = [
  {
    // Markup that becomes elements; the marks are taken off before it is parsed.
    filter: /[\\/]domify[\\/]index\.js$/,
    swaps: [
      ["element.innerHTML = htmlString;", "setMarkup(element, htmlString);"],
      ["element.innerHTML = prefix + htmlString + suffix;", "setMarkup(element, prefix + htmlString + suffix);"],
    ],
    append: `
function setMarkup(element, html) {
	element.innerHTML = html.replace(/(<[^>]*?)\\sstyle=(["'])(.*?)\\2/gs, (_all, before, _sign, css) =>
		before + ' data-yw-style="' + css.replace(/"/g, '&quot;') + '"');
	for (const one of element.querySelectorAll('[data-yw-style]')) {
		one.style.cssText = one.getAttribute('data-yw-style');
		one.removeAttribute('data-yw-style');
	}
}
`,
  },
  {
    // The sheets of the expression editor: constructed, not written into the page.
    filter: /[\\/]style-mod[\\/]src[\\/]style-mod\.js$/,
    swaps: [
      ["if (!root.head && root.adoptedStyleSheets && win.CSSStyleSheet)", "if (root.adoptedStyleSheets && win.CSSStyleSheet)"],
    ],
  },
  {
    // Icons of two menus: what a style says, an attribute of SVG says too.
    filter: /[\\/](Align|Distribute)ElementsIcons\.js$/,
    rewrite: (text) =>
      text.replace(/ style="([^"]*)"/g, (_all, css) =>
        css
          .split(";")
          .filter(Boolean)
          .map((pair) => ` ${pair.slice(0, pair.indexOf(":")).trim()}="${pair.slice(pair.indexOf(":") + 1).trim()}"`)
          .join(""),
      ),
  },
  {
    // Words that the library forgot to have translated.
    filter: /[\\/]dmn-js-decision-table[\\/]lib[\\/]features[\\/]drag-and-drop[\\/]DragAndDrop\.js$/,
    swaps: [["let title = `Move ${isInput(col) ? 'Input' : 'Output'}`;", "let title = this._translate(isInput(col) ? 'Move input' : 'Move output');"]],
  },
  {
    // Types are chosen by their words, not typed by their names.
    filter: /[\\/]dmn-js-decision-table[\\/]lib[\\/].*[\\/]TypeRefCellContextMenu\.js$/,
    swaps: [
      ["this._dataTypes.getAll().map(", "[...new Set([...this._dataTypes.getAll(), ...(typeRef ? [typeRef] : [])])].map("],
      ['"value": typeRef\n', '"value": typeRef,\n      "noInput": true\n'],
    ],
  },
];

export const allowed = {
  name: "styles-within-the-policy",
  setup(build) {
    for (const { filter, swaps = [], rewrite, append = "" } of CHANGES) {
      build.onLoad({ filter }, async ({ path }) => {
        const before = await readFile(path, "utf8");
        let text = before;
        for (const [old, fresh] of swaps) {
          if (!text.includes(old)) {
            throw new Error(`${path} no longer says ${old}`);
          }
          text = text.replace(old, fresh);
        }
        text = rewrite ? rewrite(text) : text;
        if (text === before) {
          throw new Error(`nothing to change in ${path}`);
        }
        return { contents: text + append, loader: "js" };
      });
    }
  },
};

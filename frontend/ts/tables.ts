// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import Modeler from "dmn-js/lib/Modeler";
import { reword, words } from "./modelling-words";

interface Place {
  root: HTMLElement;
  body: HTMLTextAreaElement;
  changed: () => void;
}

/** Show a decision table to be edited; every change goes back into the text area. */
export async function show(place: Place): Promise<(faulty: string[]) => void> {
  const canvas = document.createElement("div");
  canvas.className = "wb-modeller-canvas wb-modeller-table";
  place.root.append(canvas);
  const spoken = { additionalModules: [words()] };
  const modeler = new Modeler({
    container: canvas,
    drd: spoken,
    decisionTable: spoken,
    literalExpression: spoken,
    boxedExpression: spoken,
  });
  reword(canvas);
  await modeler.importXML(place.body.value);
  const table = modeler.getViews().find((view) => view.type === "decisionTable");
  if (table !== undefined) {
    await modeler.open(table);
  }
  // The library leaves the head of the column of numbers empty.
  const numbers = canvas.querySelector("th.index-column");
  if (numbers !== null && !numbers.hasChildNodes()) {
    numbers.textContent = "#";
  }
  const keep = () => {
    void modeler.saveXML({ format: true }).then(({ xml }) => {
      place.body.value = xml;
      place.changed();
    });
  };
  modeler.getActiveViewer()?.on("commandStack.changed", keep);
  return (faulty) => {
    for (const row of canvas.querySelectorAll<HTMLElement>("[data-row-id]")) {
      row.classList.toggle("yw-faulty", faulty.includes(row.dataset.rowId ?? ""));
    }
  };
}

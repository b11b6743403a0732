// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import Modeler from "bpmn-js/lib/Modeler";
import { properties } from "./modelling-properties";
import { insertable, type StepTemplate } from "./modelling-templates";
import { reword, words } from "./modelling-words";

/** What a page hands over: where to draw, and the text area that holds the XML. */
interface Place {
  root: HTMLElement;
  body: HTMLTextAreaElement;
  changed: () => void;
}

interface Canvas {
  zoom(level: "fit-viewport"): void;
  scroll(by: { dx: number; dy: number }): void;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
}

interface Registry {
  get(id: string): object | undefined;
}

/** The namespace of our attributes, so that the modeller reads and writes them. */
const text = (name: string) => ({ name, isAttr: true, type: "String" });
const YIWANG = {
  name: "Yiwang",
  uri: "urn:yiwang:bpmn:1",
  prefix: "yw",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "Step",
      extends: ["bpmn:BaseElement"],
      properties: ["role", "form", "kind", "operation", "decision", "result"].map(text),
    },
    { name: "Parameter", superClass: ["Element"], properties: ["name", "value"].map(text) },
  ],
};

/** How wide the palette is: the drawing begins beside it. */
const PALETTE = 120;

/** Draw a process to be edited; every change goes back into the text area. */
export async function show(place: Place): Promise<(faulty: string[]) => void> {
  const templates = JSON.parse(place.root.dataset.templates ?? "[]") as StepTemplate[];
  const canvasPlace = document.createElement("div");
  canvasPlace.className = "wb-modeller-canvas";
  place.root.append(canvasPlace);
  const modeler = new Modeler({
    container: canvasPlace,
    moddleExtensions: { yw: YIWANG },
    additionalModules: [insertable(templates), words()],
  });
  reword(canvasPlace);
  await modeler.importXML(place.body.value);
  modeler.get<Canvas>("canvas").zoom("fit-viewport");
  modeler.get<Canvas>("canvas").scroll({ dx: PALETTE, dy: 24 });
  place.root.append(properties(modeler, place.root.dataset));
  let marked: string[] = [];
  modeler.on("commandStack.changed", () => {
    void modeler.saveXML({ format: true }).then(({ xml }) => {
      if (xml !== undefined) {
        place.body.value = xml;
        place.changed();
      }
    });
  });
  return (faulty) => {
    const canvas = modeler.get<Canvas>("canvas");
    const registry = modeler.get<Registry>("elementRegistry");
    for (const element of marked) {
      if (registry.get(element) !== undefined) {
        canvas.removeMarker(element, "yw-faulty");
      }
    }
    marked = faulty.filter((element) => registry.get(element) !== undefined);
    for (const element of marked) {
      canvas.addMarker(element, "yw-faulty");
    }
  };
}

// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import type Modeler from "bpmn-js/lib/Modeler";

interface BusinessObject {
  $type: string;
  id: string;
  name?: string;
  get(name: string): unknown;
  conditionExpression?: { body?: string };
  eventDefinitions?: { timeDuration?: { body?: string } }[];
}

interface Element {
  businessObject: BusinessObject;
}

interface Modeling {
  updateProperties(element: Element, properties: Record<string, unknown>): void;
  updateModdleProperties(element: Element, part: object, properties: Record<string, unknown>): void;
}

interface Moddle {
  create(type: string, values: object): object;
}

/** One thing of an element that can be changed: how it is called, read and written. */
interface Field {
  label: string;
  value: string;
  write: (value: string) => void;
}

const OURS: Record<string, string[]> = {
  "bpmn:UserTask": ["role", "form", "kind"],
  "bpmn:ServiceTask": ["operation"],
  "bpmn:BusinessRuleTask": ["decision", "result"],
  "bpmn:ScriptTask": ["result"],
  "bpmn:Lane": ["role"],
};

/** Return a panel that shows the selected element's name and our attributes as plain inputs. */
export function properties(modeler: Modeler, words: DOMStringMap): HTMLElement {
  const panel = document.createElement("fieldset");
  panel.className = "wb-modeller-panel";
  modeler.on("selection.changed", (event: { newSelection: Element[] }) => {
    fill(panel, modeler, words, event.newSelection.length === 1 ? event.newSelection[0] : undefined);
  });
  fill(panel, modeler, words, undefined);
  return panel;
}

function fill(panel: HTMLElement, modeler: Modeler, words: DOMStringMap, element: Element | undefined): void {
  const legend = document.createElement("legend");
  legend.textContent = words.textProperties ?? "";
  panel.replaceChildren(legend);
  if (element === undefined) {
    return;
  }
  for (const field of fieldsOf(element, modeler, words)) {
    const label = document.createElement("label");
    label.className = "form-label";
    const input = document.createElement("input");
    input.className = "form-control";
    input.value = field.value;
    input.addEventListener("change", () => {
      field.write(input.value.trim());
    });
    input.addEventListener("keydown", (pressed) => {
      if (pressed.key === "Enter") {
        pressed.preventDefault(); // the page's form is not sent by naming a step
        input.blur();
      }
    });
    label.append(field.label, input);
    panel.append(label);
  }
}

function fieldsOf(element: Element, modeler: Modeler, words: DOMStringMap): Field[] {
  const modeling = modeler.get<Modeling>("modeling");
  const subject = element.businessObject;
  const plain = (name: string, label: string): Field => ({
    label,
    value: text(subject.get(name)),
    write: (value) => {
      modeling.updateProperties(element, { [name]: value === "" ? undefined : value });
    },
  });
  const fields = [plain("name", words.textName ?? "name")];
  for (const name of OURS[subject.$type] ?? []) {
    fields.push(plain(`yw:${name}`, words[`text${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`] ?? name));
  }
  return [...fields, ...expressions(element, modeler, words)];
}

function expressions(element: Element, modeler: Modeler, words: DOMStringMap): Field[] {
  const modeling = modeler.get<Modeling>("modeling");
  const moddle = modeler.get<Moddle>("moddle");
  const subject = element.businessObject;
  const expression = (value: string) =>
    value === "" ? undefined : moddle.create("bpmn:FormalExpression", { body: value });
  if (subject.$type === "bpmn:SequenceFlow") {
    return [
      {
        label: words.textCondition ?? "",
        value: subject.conditionExpression?.body ?? "",
        write: (value) => {
          modeling.updateProperties(element, { conditionExpression: expression(value) });
        },
      },
    ];
  }
  const timer = subject.eventDefinitions?.[0];
  if (timer?.timeDuration === undefined) {
    return [];
  }
  return [
    {
      label: words.textDuration ?? "",
      value: timer.timeDuration.body ?? "",
      write: (value) => {
        modeling.updateModdleProperties(element, timer, { timeDuration: expression(value) });
      },
    },
  ];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

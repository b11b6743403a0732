// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

/** A standard step that the palette offers; the server knows the list. */
export interface StepTemplate {
  key: string;
  name: string;
  element: string;
  attributes: Record<string, string>;
  duration: string;
}

interface Shape {
  businessObject: { set(name: string, value: unknown): void; name?: string; eventDefinitions?: object[] };
}

interface ElementFactory {
  createShape(options: object): Shape;
}

interface Create {
  start(event: Event, shape: Shape): void;
}

interface Moddle {
  create(type: string, values: object): object;
}

interface Palette {
  registerProvider(priority: number, provider: object): void;
}

const ICONS: Record<string, string> = {
  "bpmn:UserTask": "bpmn-icon-user-task",
  "bpmn:ServiceTask": "bpmn-icon-service-task",
  "bpmn:IntermediateCatchEvent": "bpmn-icon-intermediate-event-catch-timer",
};

/** Return a module that puts the standard steps into the palette, below the plain elements. */
export function insertable(templates: StepTemplate[]): Record<string, ["type", unknown] | string[]> {
  class StandardSteps {
    static $inject = ["palette", "create", "elementFactory", "moddle"];

    constructor(
      palette: Palette,
      private readonly create: Create,
      private readonly factory: ElementFactory,
      private readonly moddle: Moddle,
    ) {
      palette.registerProvider(500, this);
    }

    getPaletteEntries(): Record<string, object> {
      const entries: Record<string, object> = { "yw-separator": { group: "yw", separator: true } };
      for (const template of templates) {
        const begin = (event: Event) => {
          this.create.start(event, this.shape(template));
        };
        entries[`yw-${template.key}`] = {
          group: "yw",
          className: ICONS[template.element] ?? "bpmn-icon-task",
          title: template.name,
          action: { dragstart: begin, click: begin },
        };
      }
      return entries;
    }

    private shape(template: StepTemplate): Shape {
      const shape = this.factory.createShape({ type: template.element });
      const subject = shape.businessObject;
      subject.set("name", template.name);
      for (const [name, value] of Object.entries(template.attributes)) {
        subject.set(`yw:${name}`, value);
      }
      if (template.duration !== "") {
        const body = this.moddle.create("bpmn:FormalExpression", { body: template.duration });
        subject.eventDefinitions = [this.moddle.create("bpmn:TimerEventDefinition", { timeDuration: body })];
      }
      return shape;
    }
  }
  return { __init__: ["standardSteps"], standardSteps: ["type", StandardSteps] };
}

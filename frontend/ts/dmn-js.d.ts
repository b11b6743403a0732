// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

/** As much of dmn-js as we use; it brings no types of its own. */
declare module "dmn-js/lib/Modeler" {
  interface View {
    type: string;
  }

  export default class Modeler {
    constructor(options: { container: HTMLElement } & Record<
      "drd" | "decisionTable" | "literalExpression" | "boxedExpression",
      { additionalModules: object[] }
    >);
    importXML(xml: string): Promise<unknown>;
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getViews(): View[];
    open(view: View): Promise<unknown>;
    getActiveViewer(): { on(event: string, listener: () => void): void } | undefined;
  }
}

// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

interface Canvas {
  zoom(level: "fit-viewport"): void;
  viewbox(): { inner: { height: number }; scale: number };
  resized(): void;
  addMarker(element: string, marker: string): void;
}

interface ZoomScroll {
  toggle(enabled: boolean): void;
}

/**
 * Draw a BPMN process in its place, light the steps that are current and mark those that are done.
 * It takes the place of the still picture (`data-still`), which comes back when drawing fails.
 */
export async function show(place: HTMLElement, xml: string): Promise<void> {
  const still = place.querySelector<HTMLElement>("[data-still]");
  if (still) {
    still.hidden = true;
  }
  const viewer = new NavigatedViewer({ container: place });
  try {
    await viewer.importXML(xml);
  } catch (fault) {
    viewer.destroy();
    if (still) {
      still.hidden = false;
    }
    throw fault;
  }
  viewer.get<ZoomScroll>("zoomScroll").toggle(false); // the wheel scrolls the page, as everywhere
  const canvas = viewer.get<Canvas>("canvas");
  canvas.zoom("fit-viewport");
  fit(place, canvas);
  mark(canvas, place.dataset.done, "yw-done");
  mark(canvas, place.dataset.current, "yw-lit");
}

/** Take no more room than the drawing needs. */
function fit(place: HTMLElement, canvas: Canvas): void {
  const { inner, scale } = canvas.viewbox();
  const needed = Math.ceil(inner.height * scale) + 24;
  if (needed < place.clientHeight) {
    place.style.height = `${String(needed)}px`;
    canvas.resized();
    canvas.zoom("fit-viewport");
  }
}

function mark(canvas: Canvas, elements: string | undefined, marker: string): void {
  for (const element of (elements ?? "").split(" ").filter(Boolean)) {
    canvas.addMarker(element, marker);
  }
}

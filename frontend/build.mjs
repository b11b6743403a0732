// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0
//
// Builds frontend/dist: style sheets (Sass over Tabler), scripts (TypeScript) and one icon sprite.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context, transform } from "esbuild";
import { compileAsync } from "sass";
import { allowed } from "./styles.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const BROWSERS = ["chrome100", "edge100", "firefox100", "safari15.4"];
const SCRIPTS = ["yw", "workbench", "process", "modelling", "tables"];
const SHEETS = ["yw", "workbench", "process", "modelling"];

const scripts = {
  charset: "utf8",
  entryPoints: SCRIPTS.map((name) => join(HERE, "ts", `${name}.ts`)),
  outdir: DIST,
  bundle: true,
  minify: true,
  format: "esm",
  target: BROWSERS,
  legalComments: "none",
  logLevel: "warning",
  plugins: [allowed],
};

async function buildSheet(name) {
  const compiled = await compileAsync(join(HERE, "scss", `${name}.scss`), {
    loadPaths: [join(HERE, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["import"],
  });
  const small = await transform(ownFonts(compiled.css), { loader: "css", minify: true, legalComments: "none" });
  await writeFile(join(DIST, `${name}.css`), small.code);
}

/** Keep of a font only what stands in the sheet itself, and that once. */
function ownFonts(css) {
  return css
    .replace(/src:\s*url\(["']?\.\.\/font\/[^;]*;/g, "")
    .replace(/,\s*url\(["']data:application\/octet-stream;base64,[^)]*\)\s*format\(["']truetype["']\)/g, "");
}

async function buildSprite() {
  const names = (await readFile(join(HERE, "icons", "used.txt"), "utf8"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  const symbols = await Promise.all(names.map(symbol));
  await writeFile(join(DIST, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function symbol(name) {
  const path = join(HERE, "node_modules", "@tabler", "icons", "icons", "outline", `${name}.svg`);
  const drawing = (await readFile(path, "utf8")).replace(/<!--.*?-->/gs, "");
  const inside = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "")}</symbol>`;
}

async function copyBrand() {
  for (const file of ["favicon.svg"]) {
    await writeFile(join(DIST, file), await readFile(join(HERE, "icons", file)));
  }
}

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
await Promise.all([buildSprite(), copyBrand(), build(scripts), ...SHEETS.map(buildSheet)]);

if (process.argv.includes("--watch")) {
  await (await context(scripts)).watch();
}

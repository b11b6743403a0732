// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0
//
// Prints what each built file weighs on the wire (gzip, level 9).

import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

for (const name of (await readdir("dist")).sort()) {
  const body = await readFile(`dist/${name}`);
  const wire = gzipSync(body, { level: 9 }).length;
  console.log(`${name.padEnd(16)} ${(body.length / 1000).toFixed(1).padStart(8)} kB  ${(wire / 1000).toFixed(1).padStart(7)} kB gzip`);
}

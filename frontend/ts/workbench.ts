// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import { keys } from "./workbench-keys";
import { modellers } from "./workbench-modeller";
import { phrases } from "./workbench-phrases";
import { selection } from "./workbench-selection";
import { keepFocus, viewer } from "./workbench-viewer";

keys();
phrases();
selection();
viewer();
keepFocus();
modellers();

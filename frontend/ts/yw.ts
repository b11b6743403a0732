// SPDX-FileCopyrightText: 2026 The Yiwang contributors
// SPDX-License-Identifier: Apache-2.0

import htmx from "htmx.org";
import { account } from "./account";
import { clearWhenLeft } from "./leaving";
import { confirmations, sendOnce } from "./confirm";
import { drafts } from "./drafts";
import { focusErrors } from "./errors";
import { divisionSelects } from "./divisions";
import { liveForms } from "./forms";
import { halls } from "./halls";
import { keepPlaces } from "./page";
import { printing } from "./printing";
import { passkeys } from "./passkeys";
import { offerPush } from "./push";
import { processes } from "./process-view";
import { suggestions } from "./suggest";
import { uploads } from "./upload";

// The content security policy allows neither inline style nor eval; htmx must not try.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

document.documentElement.classList.add("yw-script");
account();
clearWhenLeft();
confirmations();
sendOnce();
suggestions();
drafts();
uploads();
liveForms();
divisionSelects();
processes();
printing();
passkeys();
offerPush();
halls();
focusErrors();
keepPlaces();

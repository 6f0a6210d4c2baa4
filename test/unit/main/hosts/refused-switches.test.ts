import { expect, test } from "vitest";
import { DEBUGGING_VARIABLE, refusedSwitches } from "#main/hosts/electron/refused-switches.ts";

const HARMFUL = [
  "--inspect",
  "--inspect=9229",
  "--inspect-brk=0",
  "--remote-debugging-port=0",
  "--remote-debugging-pipe",
  "--REMOTE-DEBUGGING-PORT=1",
  "--gpu-launcher=/bin/sh",
  "--renderer-cmd-prefix=x",
  "--disable-web-security",
  "--js-flags=--expose-gc",
  "--load-extension=/tmp/x",
  "--ignore-certificate-errors",
  "--require=/tmp/x.js",
  "--ssl-key-log-file=/tmp/keys",
];
/** Of the system, of Chromium, of the desk. */
const HARMLESS = [
  "--data=/home/x",
  "--demo",
  "--verbose",
  "--no-sandbox",
  "--disable-gpu",
  "--ozone-platform=wayland",
  "--enable-features=x",
  "--lang=it",
  "--force-device-scale-factor=2",
  "-psn_0_12345",
  "--squirrel-firstrun",
  "pipedesk://ticket/7",
  "/home/x/--inspect.eml",
  "inspect",
];

test("an installed program refuses what would open it to others, and takes all else", () => {
  const given = { isPackaged: true, env: {} };
  expect(refusedSwitches([...HARMLESS, ...HARMFUL], given)).toEqual(HARMFUL);
});

test("from its sources, or where debugging was allowed, everything passes", () => {
  expect(refusedSwitches(HARMFUL, { isPackaged: false, env: {} })).toEqual([]);
  expect(refusedSwitches(HARMFUL, { isPackaged: true, env: { [DEBUGGING_VARIABLE]: "1" } })).toEqual([]);
  expect(refusedSwitches(HARMFUL, { isPackaged: true, env: { [DEBUGGING_VARIABLE]: "" } })).toEqual(HARMFUL);
});

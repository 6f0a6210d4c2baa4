import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { app, safeStorage } from "electron";
import { defaultDataDir } from "../data-dir.ts";
import type { OpenDesk } from "../open-core.ts";
import { createOpenDesk } from "../open-desk.ts";
import { createSafeStorageSecrets, isKeychainUsable } from "../secrets/safe-storage-secrets.ts";
import { packageInfo } from "../package-info.ts";
import { createStderrLog } from "../stderr-log.ts";
import { runDeskApp } from "./desk-app.ts";
import { LINK_SCHEME } from "./openings/deep-link.ts";
import { refusedSwitches } from "./refused-switches.ts";
import { traceStart } from "./start-trace.ts";
import { openLogFiles } from "./system/log-files.ts";
import { HIDDEN_OPTION, setLaunchAtLogin } from "./system/login-item.ts";
import { openUpdater } from "./updates/updater-port.ts";
import { logToBoth } from "./system/log-to-both.ts";

// What is written, a desk or the window's own files, is for the person who asked, not for all who use this machine.
process.umask(0o077);

const { env, platform } = process;
const product = packageInfo();
const clock = { nowEpochMs: () => Date.now() };
// Chromium and the system add options of their own, so unknown ones are let pass. Electron's own program is told the app's folder first; one that
// carries the app is not, whatever it is called.
const args = process.argv.slice(process.defaultApp ? 2 : 1);
const refused = refusedSwitches(args, { isPackaged: app.isPackaged, env });
if (refused.length > 0) {
  process.stderr.write(`Pipedesk does not start with ${refused.join(" ")}: it would let others look into the desk.\n`);
  process.exit(1);
}
const { values, positionals } = parseArgs({
  args,
  options: {
    data: { type: "string" },
    demo: { type: "boolean" },
    verbose: { type: "boolean" },
    [HIDDEN_OPTION.slice(2)]: { type: "boolean" },
    "trace-start": { type: "boolean" },
  },
  strict: false,
});
const demo = values["demo"] === true;
const machine = { platform, env, homeDir: homedir() };
const given = values["data"];
const dataDir = resolve(typeof given === "string" ? given : defaultDataDir(machine, demo ? "demo" : "desk"));

const stderrLog = createStderrLog(process.stderr, { verbose: values["verbose"] === true });
const logFiles = openLogFiles(join(dataDir, "logs"), clock, (error) =>
  stderrLog.warn("The log can't be written to its file.", { error }),
);
const log = logToBoth(stderrLog, logFiles.log);

// Only a program that was installed: a checkout would take its links away from it.
if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);

const openDesk = createOpenDesk({
  version: product.version,
  machine,
  createSecrets: ({ dataDir: folder, log: secretsLog, files }) =>
    createSafeStorageSecrets({ dataDir: folder, safeStorage, fallback: files, log: secretsLog }),
});

// Not awaited: Electron is ready only after this module has run to its end. What must happen before that, runDeskApp does at once.
runDeskApp({
  openDesk: values["trace-start"] === true ? traced(openDesk) : openDesk,
  dataDir,
  demo,
  hidden: values[HIDDEN_OPTION.slice(2)] === true,
  start: { words: positionals, cwd: process.cwd() },
  version: product.version,
  rendererDir: product.rendererDir,
  preload: join(product.root, "out", "preload", "index.cjs"),
  iconPath: join(product.root, "out", "main", "tray.png"),
  devOrigin: app.isPackaged ? null : (env["ELECTRON_RENDERER_URL"] ?? null),
  platform,
  secretsIn: async () => ((await isKeychainUsable(safeStorage)) ? "keychain" : "file"),
  setLaunchAtLogin: (isOn) =>
    setLaunchAtLogin(isOn, {
      app,
      platform,
      executable: env["APPIMAGE"] ?? process.execPath,
      args: [
        ...(process.defaultApp ? [product.root] : []),
        ...(typeof given === "string" ? [`--data=${dataDir}`] : []),
      ],
      configHome: env["XDG_CONFIG_HOME"] || join(machine.homeDir, ".config"),
    }),
  clock,
  log,
  logFiles,
  newToken: randomUUID,
  openUpdater: () =>
    openUpdater({ platform, arch: process.arch, env, homeDir: machine.homeDir, resources: process.resourcesPath }, log),
}).catch((error: unknown) => {
  log.error("Pipedesk could not start.", { error });
  app.exit(1);
});

function traced(opens: OpenDesk): OpenDesk {
  const { timeOrigin, nodeTiming } = performance;
  return traceStart(app, opens, {
    nowEpochMs: () => timeOrigin + performance.now(),
    write: (line) => process.stderr.write(line),
    before: [["node", timeOrigin + nodeTiming.bootstrapComplete]],
  });
}

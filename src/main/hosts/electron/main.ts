import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { app, safeStorage } from "electron";
import { defaultDataDir } from "../data-dir.ts";
import { createOpenDesk } from "../open-desk.ts";
import { createSafeStorageSecrets, isKeychainUsable } from "../secrets/safe-storage-secrets.ts";
import { packageInfo } from "../package-info.ts";
import { createStderrLog } from "../stderr-log.ts";
import { runDeskApp } from "./desk-app.ts";
import { LINK_SCHEME } from "./openings/deep-link.ts";
import { openLogFiles } from "./system/log-files.ts";
import { HIDDEN_OPTION, setLaunchAtLogin } from "./system/login-item.ts";
import { logToBoth } from "./system/log-to-both.ts";

// What is written, a desk or the window's own files, is for the person who asked, not for all who use this machine.
process.umask(0o077);

const { env, platform } = process;
const product = packageInfo();
const clock = { nowEpochMs: () => Date.now() };
// Chromium and the system add options of their own, so unknown ones are let pass. Electron's own program is told the app's folder first; one that
// carries the app is not, whatever it is called.
const args = process.argv.slice(process.defaultApp ? 2 : 1);
const { values, positionals } = parseArgs({
  args,
  options: {
    data: { type: "string" },
    demo: { type: "boolean" },
    verbose: { type: "boolean" },
    [HIDDEN_OPTION.slice(2)]: { type: "boolean" },
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

// Not awaited: Electron is ready only after this module has run to its end. What must happen before that, runDeskApp does at once.
runDeskApp({
  openDesk: createOpenDesk({
    version: product.version,
    machine,
    createSecrets: ({ dataDir: folder, log: secretsLog, files }) =>
      createSafeStorageSecrets({ dataDir: folder, safeStorage, fallback: files, log: secretsLog }),
  }),
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
}).catch((error: unknown) => {
  log.error("Pipedesk could not start.", { error });
  app.exit(1);
});

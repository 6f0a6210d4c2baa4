import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from "electron";
import { defaultDataDir } from "../data-dir.ts";
import type { OpenDesk } from "../open-core.ts";
import { createOpenDesk } from "../open-desk.ts";
import { createSafeStorageSecrets } from "../secrets/safe-storage-secrets.ts";
import { packageInfo } from "../package-info.ts";
import { createStderrLog } from "../stderr-log.ts";
import { runDeskApp } from "./desk-app.ts";
import { traceStart } from "./start-trace.ts";

// What is written, a desk or the window's own files, is for the person who asked, not for all who use this machine.
process.umask(0o077);

const { env, platform } = process;
const product = packageInfo();
// Chromium and the system add options of their own, so unknown ones are let pass. Electron's own program is told the app's folder first; one that
// carries the app is not, whatever it is called.
const { values } = parseArgs({
  args: process.argv.slice(process.defaultApp ? 2 : 1),
  options: {
    data: { type: "string" },
    demo: { type: "boolean" },
    verbose: { type: "boolean" },
    "trace-start": { type: "boolean" },
  },
  strict: false,
});
const demo = values.demo === true;
const machine = { platform, env, homeDir: homedir() };

const log = createStderrLog(process.stderr, { verbose: values.verbose === true });

const openDesk = createOpenDesk({
  version: product.version,
  machine,
  createSecrets: ({ dataDir, log: secretsLog, files }) =>
    createSafeStorageSecrets({ dataDir, safeStorage, fallback: files, log: secretsLog }),
});

// Not awaited: Electron is ready only after this module has run to its end. What must happen before that, runDeskApp does at once.
runDeskApp(
  {
    app,
    protocol,
    session: () => session.defaultSession,
    createWindow: (options) => new BrowserWindow(options),
    createChannel: () => new MessageChannelMain(),
    setMenu: (template) => Menu.setApplicationMenu(Menu.buildFromTemplate(template)),
    openExternal: (url) => shell.openExternal(url),
    showError: (title, text) => dialog.showErrorBox(title, text),
  },
  {
    openDesk: values["trace-start"] === true ? traced(openDesk) : openDesk,
    onResume: (work) => powerMonitor.on("resume", work),
    dataDir: resolve(typeof values.data === "string" ? values.data : defaultDataDir(machine, demo ? "demo" : "desk")),
    demo,
    rendererDir: product.rendererDir,
    preload: join(product.root, "out", "preload", "index.cjs"),
    devOrigin: app.isPackaged ? null : (env["ELECTRON_RENDERER_URL"] ?? null),
    isMac: platform === "darwin",
    log,
  },
).catch((error: unknown) => {
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

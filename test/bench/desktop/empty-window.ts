/** The peer of a start: the same Electron with a window that shows nothing. What it takes no program can go below. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distOf, electronSource } from "../../desktop/support/electron-source.ts";
import { writeWrapper } from "../../desktop/support/ordinary-user.ts";
import { linkTree } from "../../../scripts/packing/electron-at-hand.ts";
import { armSandbox, type Program } from "../../desktop/support/program.ts";

const MAIN = `
const { app, BrowserWindow } = require("electron");
const now = () => performance.timeOrigin + performance.now();
const tell = (startStage, atEpochMs = now()) => process.stderr.write(JSON.stringify({ startStage, atEpochMs }) + "\\n");
app.setPath("userData", process.argv.find((word) => word.startsWith("--data=")).slice("--data=".length));
app.enableSandbox();
app.whenReady().then(async () => {
  tell("app-ready");
  const window = new BrowserWindow({ show: false, width: 1440, height: 900 });
  window.once("ready-to-show", () => window.show());
  await window.loadURL("data:text/html,<title>Empty</title><p>Nothing</p>");
  const painted = await window.webContents.executeJavaScript(
    "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now()))))",
  );
  tell("board-painted", painted);
  tell("usable", painted);
});
app.on("window-all-closed", () => app.quit());
`;

export function setUpEmptyWindow({ user }: Program): Program {
  const source = electronSource();
  if ("obstacle" in source) throw new Error(source.obstacle);
  const folder = mkdtempSync(join(tmpdir(), "pipedesk-empty-"));
  const program = join(folder, "program");
  const dist = distOf(source.executable);
  linkTree(dist, program);
  rmSync(join(program, "resources/default_app.asar"), { force: true });
  const app = join(program, "resources/app");
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "empty", main: "main.js" }));
  writeFileSync(join(app, "main.js"), MAIN);
  let executable = join(program, "electron");
  if (user !== null) {
    armSandbox(dist, program);
    executable = join(folder, "as-ordinary-user");
    writeWrapper(executable, join(program, "electron"), user);
  }
  chmodSync(folder, 0o755);
  return { executable, args: [], user, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

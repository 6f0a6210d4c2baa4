import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "electron";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** Started by the system, not by a person: no window comes up, the tray is enough. */
export const HIDDEN_OPTION = "--hidden";

export type LoginItemDeps = {
  readonly app: Pick<App, "setLoginItemSettings">;
  readonly platform: NodeJS.Platform;
  /** What starts the program: its executable, or the AppImage that it came in. */
  readonly executable: string;
  /** Arguments that belong to every start of this desk. */
  readonly args: readonly string[];
  /** `$XDG_CONFIG_HOME`, or what stands in for it. */
  readonly configHome: string;
};

/**
 * Lets the system start the program when the person signs in, or no more. Linux: the autostart folder of the desktop (freedesktop.org, Desktop Application Autostart Specification).
 * @throws PD_DESKTOP_SETTING where the system refuses it
 */
export async function setLaunchAtLogin(isOn: boolean, deps: LoginItemDeps): Promise<void> {
  try {
    if (deps.platform === "linux") await writeAutostart(isOn, deps);
    else {
      deps.app.setLoginItemSettings({
        openAtLogin: isOn,
        path: deps.executable,
        args: [...deps.args, HIDDEN_OPTION],
      });
    }
  } catch (error) {
    throw new PipedeskError("PD_DESKTOP_SETTING", "The system did not take this setting.", { cause: error });
  }
}

async function writeAutostart(isOn: boolean, { executable, args, configHome }: LoginItemDeps): Promise<void> {
  const folder = join(configHome, "autostart");
  const path = join(folder, "pipedesk.desktop");
  if (!isOn) {
    await rm(path, { force: true });
    return;
  }
  await mkdir(folder, { recursive: true });
  await writeFile(path, autostartEntry([executable, ...args, HIDDEN_OPTION]));
}

/** The text of the autostart entry of a command. */
export function autostartEntry(command: readonly string[]): string {
  const entry = {
    Type: "Application",
    Name: "Pipedesk",
    Exec: command.map(quoted).join(" "),
    Icon: "pipedesk",
    Terminal: "false",
    "X-GNOME-Autostart-enabled": "true",
  };
  return `[Desktop Entry]\n${Object.entries(entry)
    .map(([key, value]) => `${key}=${value}`)
    .join("\n")}\n`;
}

/** Quoting of `Exec` (Desktop Entry Specification): within quotes four characters are escaped, and that backslash once more as the value is a string; % begins a code. */
function quoted(word: string): string {
  const escaped = word.replaceAll(/["`$\\]/gu, (character) => `\\${character}`).replaceAll("\\", "\\\\");
  return `"${escaped.replaceAll("%", "%%")}"`;
}

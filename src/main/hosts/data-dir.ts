import { posix, win32 } from "node:path";

const KEY_FILE = "secrets.key";

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Where a desk lives when nobody says otherwise: `%APPDATA%\Pipedesk`, `~/Library/Application Support/Pipedesk`, or
 * `$XDG_DATA_HOME/pipedesk`; in it `desk`, and `demo` for the demo desk, so that the two never mix.
 */
export function defaultDataDir({ platform, homeDir, env }: Machine, desk: "desk" | "demo"): string {
  switch (platform) {
    case "win32":
      return win32.join(env["APPDATA"] || win32.join(homeDir, "AppData", "Roaming"), "Pipedesk", desk);
    case "darwin":
      return posix.join(homeDir, "Library", "Application Support", "Pipedesk", desk);
    default: {
      // The XDG specification: a relative path there is to be ignored.
      const given = env["XDG_DATA_HOME"] ?? "";
      return posix.join(posix.isAbsolute(given) ? given : posix.join(homeDir, ".local", "share"), "pipedesk", desk);
    }
  }
}

/**
 * Where the key of stored passwords lies: apart from the desks, so that a desk's folder that is copied or backed up gives no password away.
 * `%LOCALAPPDATA%\Pipedesk`, `~/Library/Preferences/Pipedesk`, or `$XDG_CONFIG_HOME/pipedesk`.
 */
export function secretsKeyFile({ platform, homeDir, env }: Machine): string {
  switch (platform) {
    case "win32":
      return win32.join(env["LOCALAPPDATA"] || win32.join(homeDir, "AppData", "Local"), "Pipedesk", KEY_FILE);
    case "darwin":
      return posix.join(homeDir, "Library", "Preferences", "Pipedesk", KEY_FILE);
    default: {
      const given = env["XDG_CONFIG_HOME"] ?? "";
      return posix.join(posix.isAbsolute(given) ? given : posix.join(homeDir, ".config"), "pipedesk", KEY_FILE);
    }
  }
}

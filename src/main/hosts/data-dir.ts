import { posix, win32 } from "node:path";

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

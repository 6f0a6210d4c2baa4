import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type FetchOutcome =
  | { readonly kind: "fetched" }
  /** Nothing came for the whole time. */
  | { readonly kind: "stalled" }
  /** The network, or the package's own installer, said no: its first words. */
  | { readonly kind: "failed"; readonly why: string };

export type FetchOptions = {
  /** The package's installer. */
  readonly installer: string;
  readonly stallTimeoutMs: number;
  readonly pollIntervalMs: number;
  /** Bytes that have come so far. */
  readonly onProgress: (bytes: number) => void;
  /** A clock that is never set back. */
  readonly nowMs: () => number;
};

/**
 * Runs the installer of Electron's package, for as long as something comes. The installer says nothing of its progress, so its download is
 * watched where it grows: in a temporary folder of ours that it is told to use.
 */
export async function fetchElectron({
  installer,
  stallTimeoutMs,
  pollIntervalMs,
  onProgress,
  nowMs,
}: FetchOptions): Promise<FetchOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-electron-"));
  const child = spawn(process.execPath, [installer], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, ELECTRON_GET_NO_PROGRESS: "1" },
  });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words += text;
  });

  let bytes = 0;
  let grewAtMs = nowMs();
  let stalled = false;
  const poll = setInterval(() => {
    void sizeOf(folder).then((size) => {
      if (size !== bytes) grewAtMs = nowMs();
      bytes = size;
      onProgress(bytes);
      if (nowMs() - grewAtMs < stallTimeoutMs) return;
      stalled = true;
      child.kill("SIGKILL");
    });
  }, pollIntervalMs);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    if (code === 0) return { kind: "fetched" };
    return stalled ? { kind: "stalled" } : { kind: "failed", why: firstLine(words) };
  } finally {
    clearInterval(poll);
    await rm(folder, { recursive: true, force: true });
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        (found) => (found.isFile() ? found.size : 0),
        // Moved away in the meantime: it is complete.
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** `TypeError: fetch failed` → `fetch failed` */
function firstLine(words: string): string {
  return (words.split("\n").find((line) => line.trim() !== "") ?? "").replace(/^\w*Error: /u, "").trim();
}

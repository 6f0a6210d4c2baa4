/**
 * electron-updater behind the four things that are asked of it. It is loaded with the first question, and told to do nothing by itself: neither to fetch, nor to install when
 * the app ends, nor ever to go back a version. Downloads are whole: what a difference saves is little beside what has to be believed of one more file.
 */
import { access, mkdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { app } from "electron";
import type { AppUpdater, BaseUpdater } from "electron-updater";
import { z } from "zod";
import type { Log } from "#main/desk/context.ts";
import type { Release, UpdateChannel, UPDATES_OFF } from "#shared/contract/desktop/updates.ts";
import { guardRequests, isSafe, type ExecutorLike, type Guard } from "./guard-requests.ts";
import { compareVersions, judgeFeed, releaseOf, type JudgedFeed } from "./judge-feed.ts";
import { FEED_TIMEOUT_MS, MAX_FEED_BYTES, SPACE_FACTOR } from "./limits.ts";
import { installPackage, packageKind, type PackageKind } from "./linux-package.ts";
import { updateError } from "./update-error.ts";

export type FeedAnswer =
  | { readonly type: "release"; readonly release: Release }
  /** None for this machine; `olderVersion` where the feed's is older than this one. */
  | { readonly type: "none"; readonly olderVersion: string | null };

/** How the app ends once its desk is closed: it is to be ended, or whoever installs does it. */
export type Ending = "exit" | "ends-by-itself";

/** What updates are asked of. Everything rejects with what `failureOf` knows. */
export type UpdaterPort = {
  check(channel: UpdateChannel): Promise<FeedAnswer>;
  /** Resolves when the release lies here, whole and with its digest compared. */
  download(onProgress: (doneBytes: number) => void): Promise<void>;
  /** What can be done while the desk is open; resolves when the app may close. */
  prepare(): Promise<void>;
  /** The desk is closed: hands over to the new version. */
  finish(): Ending;
};

/** Why there are none. */
export type NoUpdates = { readonly off: (typeof UPDATES_OFF)[number] };

export type PortMachine = {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: NodeJS.ProcessEnv;
  readonly homeDir: string;
  /** The packed app's folder of that name. */
  readonly resources: string;
};

/** The port, or why there are no updates here. */
export async function openUpdater(machine: PortMachine, log: Log): Promise<UpdaterPort | NoUpdates> {
  if (!app.isPackaged) return { off: "not-installed" };
  const config = join(machine.resources, "app-update.yml");
  const isThere = await access(config).then(
    () => true,
    () => false,
  );
  if (!isThere) return { off: "no-feed" };
  const kind = machine.platform === "linux" ? await packageKind(machine.resources) : null;
  if (machine.platform === "linux" && kind === null && !machine.env["APPIMAGE"]) return { off: "not-replaceable" };
  let port: Promise<UpdaterPort> | undefined;
  const load = (): Promise<UpdaterPort> =>
    (port ??= import("electron-updater").then(({ autoUpdater }) => createPort(autoUpdater, machine, kind, log)));
  let loaded: UpdaterPort | undefined;
  return {
    check: async (channel) => (loaded = await load()).check(channel),
    download: async (onProgress) => (await load()).download(onProgress),
    prepare: async () => (await load()).prepare(),
    finish: () => loaded?.finish() ?? "exit",
  };
}

/** What electron-updater's types don't tell of it; looked at before it is used, as without it nothing would be guarded. */
type Inside = { readonly httpExecutor: ExecutorLike; readonly configOnDisk: { readonly value: Promise<unknown> } };
const Config = z.object({ provider: z.literal("generic"), url: z.url() });

function createPort(updater: AppUpdater, machine: PortMachine, kind: PackageKind | null, log: Log): UpdaterPort {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.logger = {
    info: (message) => log.info("Update", { message: String(message) }),
    warn: (message) => log.warn("Update", { message: String(message) }),
    error: (message) => log.warn("Update", { message: String(message) }),
  };
  // Without a listener an error that is also a rejection would end the program.
  updater.on("error", () => undefined);

  const extension = extensionOf(machine, kind);
  let guard: Guard | null = null;
  let feed: JudgedFeed | null = null;
  let release: Release | null = null;
  let file: string | null = null;

  const takesFrom = (judged: JudgedFeed): string => {
    const fitting = judged.files.filter(({ name }) => name.toLowerCase().endsWith(extension));
    const chosen = fitting.find(({ name }) => name.includes(machine.arch)) ?? fitting[0];
    // electron-updater would take the first that there is.
    if (chosen === undefined) throw updateError("unsafe-file", `The feed has no ${extension} for this system.`);
    return chosen.name;
  };
  // Called with the feed's content before anything of it is used.
  const isSupported = updater.isUpdateSupported;
  updater.isUpdateSupported = (info) => {
    feed = judgeFeed(info);
    takesFrom(feed);
    return isSupported(info);
  };

  async function guarded(): Promise<Guard> {
    if (guard !== null) return guard;
    const { httpExecutor, configOnDisk } = updater as unknown as Inside;
    if (typeof httpExecutor?.createRequest !== "function")
      throw updateError("unknown", "electron-updater can't be guarded.");
    const { url } = Config.parse(await configOnDisk.value);
    const address = new URL(url);
    if (!isSafe(url, address)) throw updateError("unsafe-address", `The feed's address is ${url}`);
    guard = guardRequests(httpExecutor, address);
    return guard;
  }

  return {
    async check(channel) {
      const requests = await guarded();
      updater.channel = channel === "beta" ? "beta" : "latest";
      // The setter before takes the channel for a leave to go back.
      updater.allowDowngrade = false;
      [feed, release, file] = [null, null, null];
      requests.begin(MAX_FEED_BYTES);
      const timer = setTimeout(
        () => requests.abortAll(updateError("no-answer", "The feed did not come to its end.")),
        FEED_TIMEOUT_MS,
      );
      try {
        const answer = await updater.checkForUpdates();
        if (answer === null) throw updateError("unknown", "electron-updater did not look.");
        const judged = judgeFeed(answer.updateInfo);
        if (!answer.isUpdateAvailable) {
          const isOlder = compareVersions(judged.version, app.getVersion()) < 0;
          return { type: "none", olderVersion: isOlder ? judged.version : null };
        }
        feed = judged;
        release = releaseOf(judged, takesFrom(judged));
        return { type: "release", release };
      } finally {
        clearTimeout(timer);
      }
    },

    async download(onProgress) {
      if (release === null) throw updateError("unknown", "There is no release to fetch.");
      await expectSpace(cacheFolder(machine), release.bytes * SPACE_FACTOR);
      (await guarded()).begin(release.bytes);
      const listener = ({ transferred }: { readonly transferred: number }) => onProgress(transferred);
      updater.on("download-progress", listener);
      try {
        [file = null] = await updater.downloadUpdate();
      } finally {
        updater.off("download-progress", listener);
      }
    },

    async prepare() {
      if (kind === null) return;
      if (file === null) throw updateError("not-installed", "There is no file to install.");
      await installPackage(kind, file, machine.env);
    },

    finish() {
      if (machine.platform === "darwin") {
        updater.quitAndInstall();
        return "ends-by-itself";
      }
      if (kind !== null) {
        app.relaunch();
        return "exit";
      }
      // The new version starts at once, and would take this one for the running desk.
      app.releaseSingleInstanceLock();
      if (!(updater as BaseUpdater).install(false, true)) app.relaunch();
      return "exit";
    },
  };
}

/** How the file ends that this system takes. */
function extensionOf({ platform }: PortMachine, kind: PackageKind | null): string {
  if (platform === "win32") return ".exe";
  if (platform === "darwin") return ".zip";
  return kind === null ? ".appimage" : `.${kind}`;
}

/** Where electron-updater puts what it fetches. */
function cacheFolder({ platform, env, homeDir }: PortMachine): string {
  if (platform === "win32") return env["LOCALAPPDATA"] || join(homeDir, "AppData", "Local");
  if (platform === "darwin") return join(homeDir, "Library", "Application Support", "Caches");
  return env["XDG_CACHE_HOME"] || join(homeDir, ".cache");
}

async function expectSpace(folder: string, bytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes)
    throw updateError("disk-full", `${folder} has room for ${bavail * bsize} bytes, ${bytes} are needed.`);
}

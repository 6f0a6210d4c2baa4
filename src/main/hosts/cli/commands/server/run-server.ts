import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { backupSourceOf } from "#main/data/backup/source.ts";
import { writeBackup } from "#main/data/backup/write-backup.ts";
import { createAccounts, type Accounts } from "#main/accounts/create-accounts.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { defaultDataDir } from "../../../data-dir.ts";
import type { OpenDesk } from "../../../open-core.ts";
import type { PackageInfo } from "../../../package-info.ts";
import { createJsonLog } from "../../../server/json-log.ts";
import { createSyncMount } from "../../../server/sync-mount.ts";
import { startOperatorEndpoint } from "../../../server/operator-endpoint.ts";
import { startServerHost, withoutSlash } from "../../../server/start-server-host.ts";
import { DEFAULT_PORT } from "../../default-port.ts";
import { writeLine, type ExitCode, type Terminal } from "../../terminal.ts";

export type ServerOptions = {
  readonly data?: string;
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly publicUrl?: URL;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly trustedProxy: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
};

export type ServerDeps = { readonly terminal: Terminal; readonly openDesk: OpenDesk; readonly product: PackageInfo };

/** `pipedesk server`: the desk of a team, until it is asked to stop. */
export async function runServer(options: ServerOptions, deps: ServerDeps): Promise<ExitCode> {
  const { terminal, openDesk, product } = deps;
  const { stdout, stderr, stop, t, machine, language } = terminal;
  const host = options.host ?? "127.0.0.1";
  const tls = tlsOf(options);
  refuseUnfit(options, host);
  const log = createJsonLog(stderr, { nowEpochMs: () => Date.now() }, { verbose: options.verbose });
  const dataDir = resolve(options.data ?? defaultDataDir(machine, "desk"));

  let publicUrl = options.publicUrl === undefined ? "" : withoutSlash(options.publicUrl);
  const opened: { team?: { accounts: Accounts; context: DeskContext } } = {};
  const core = await openDesk({
    dataDir,
    databaseUrl: databaseUrlOf(terminal),
    log,
    role: "server",
    createAccounts: (context) => {
      const accounts = createAccounts(context, { publicUrl: () => publicUrl, language });
      opened.team = { accounts, context };
      return () => accounts.service;
    },
  });
  try {
    const { team } = opened;
    if (team === undefined) throw new PipedeskError("PD_INTERNAL", "The desk was opened without its accounts.");
    const { accounts, context } = team;
    core.start();
    const server = await startServerHost({
      core,
      accounts,
      deskName: () => context.setup.require("settings", SETTINGS_ID).deskName,
      isReady: async () => {
        await context.store.setup.get(SETTINGS_ID);
        return context.store.hasFile();
      },
      host,
      port: options.port ?? DEFAULT_PORT,
      publicUrl: options.publicUrl,
      tls,
      trustedProxies: options.trustedProxy,
      metricsToken: machine.env["PIPEDESK_METRICS_TOKEN"] || null,
      rendererDir: product.rendererDir,
      log,
      version: product.version,
      mounts: core.syncServer ? [createSyncMount(core.syncServer, accounts, log)] : [],
    });
    publicUrl = server.publicUrl;
    const backup = async (to: string): Promise<void> => {
      await writeBackup(backupSourceOf(context, { dataDir, version: product.version, userId: null }), to);
    };
    const operator = await startOperatorEndpoint({ ...accounts.operator, backup }, { dataDir, log });
    const endHangUps = terminal.onHangUp?.(() => {
      server.reloadTls().then(
        () => log.info("The certificate was read anew."),
        (error: unknown) => log.error("The certificate could not be read anew; the one before stays.", { error }),
      );
    });
    try {
      const setUpUrl = (await accounts.signIn.needsSetUp()) ? await accounts.operator.superAdminLink() : null;
      if (options.json) {
        await writeLine(stdout, JSON.stringify({ url: server.publicUrl, port: server.port, setUpUrl }));
      } else {
        await writeLine(stdout, t("cli.serving", { url: server.publicUrl }));
        await writeLine(stdout, t("cli.servingFrom", { folder: dataDir }));
        if (setUpUrl !== null) await writeLine(stdout, t("cli.server.setUp", { url: setUpUrl }));
      }
      if (!existsSync(join(product.rendererDir, "index.html"))) await writeLine(stderr, t("cli.unbuilt"));
      await aborted(stop);
    } finally {
      endHangUps?.();
      await operator.close();
      await server.close();
    }
  } finally {
    await core.close();
  }
  return 0;
}

function tlsOf({ tlsCert, tlsKey }: ServerOptions) {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw invalid("tls-cert", "A certificate and its key go together: --tls-cert and --tls-key.");
  return { certFile: resolve(tlsCert), keyFile: resolve(tlsKey) };
}

const LOOPBACK = /^(?:127\.|::1$|localhost$)/u;
const EVERYWHERE: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** What would work, but not as anybody means it. */
function refuseUnfit(options: ServerOptions, host: string): void {
  const { publicUrl } = options;
  if (publicUrl === undefined && EVERYWHERE.has(host))
    throw invalid("public-url", `Who listens everywhere (${host}) has to say where people reach it: --public-url.`);
  const isPlain = publicUrl === undefined ? options.tlsCert === undefined : publicUrl.protocol !== "https:";
  const isLocal = publicUrl === undefined ? LOOPBACK.test(host) : LOOPBACK.test(publicUrl.hostname);
  if (isPlain && !isLocal)
    throw invalid(
      "public-url",
      "Passwords would travel in the open. Give a certificate (--tls-cert, --tls-key), or an https --public-url with a proxy that has one.",
    );
}

/** Where the desk lies: in PostgreSQL where the environment says so, as everywhere in operations; undefined: in its folder. */
export function databaseUrlOf({ machine }: Pick<Terminal, "machine">): string | undefined {
  return machine.env["DATABASE_URL"] || undefined;
}

export function invalid(path: string, message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}

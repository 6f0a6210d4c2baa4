/** A team's server in a process of its own, with all that it has: accounts, HTTP, the sync endpoint. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createAccounts, type Accounts } from "#main/accounts/create-accounts.ts";
import { createCore, type Core } from "#main/core.ts";
import { startServerHost, type ServerHost } from "#main/hosts/server/start-server-host.ts";
import { createSyncMount } from "#main/hosts/server/sync-mount.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import { memoryNow, serveParent } from "./child.ts";
import { ADDRESS, asked, PASSWORD } from "./sign-in.ts";

let core: Core | undefined;
let host: ServerHost | undefined;

const api = {
  /** @returns where it listens, with one super admin who can join devices */
  async open({ dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string | undefined }) {
    let accounts: Accounts | undefined;
    let publicUrl = "";
    const opened = await createCore({
      dataDir,
      databaseUrl,
      clock: { nowEpochMs: () => Date.now() },
      log: SILENT,
      version: "bench",
      secrets: memorySecrets(),
      network: NO_NETWORK,
      role: "server",
      createAccounts(context) {
        const made = createAccounts(context, { publicUrl: () => publicUrl });
        accounts = made;
        return () => made.service;
      },
    });
    if (accounts === undefined || opened.syncServer === null) throw new Error("This is no server.");
    const rendererDir = join(dataDir, "page");
    await mkdir(rendererDir, { recursive: true });
    await writeFile(join(rendererDir, "index.html"), "<!doctype html><title>Desk</title>");
    host = await startServerHost({
      core: opened,
      accounts,
      deskName: () => "Desk",
      isReady: async () => true,
      host: "127.0.0.1",
      port: 0,
      publicUrl: undefined,
      tls: undefined,
      trustedProxies: [],
      metricsToken: null,
      rendererDir,
      log: SILENT,
      version: "bench",
      mounts: [createSyncMount(opened.syncServer, accounts, SILENT)],
    });
    core = opened;
    publicUrl = host.publicUrl;
    core.start();
    const link = await accounts.operator.superAdminLink();
    const token = link.split("/").at(-1) ?? "";
    await asked(publicUrl, "set-up", { token, name: "Ada", address: ADDRESS, password: PASSWORD });
    return publicUrl;
  },
  memory: () => memoryNow(),
  connections: () => core?.syncServer?.connections() ?? 0,
  async close() {
    await host?.close();
    await core?.close();
  },
};
export type ServerApi = typeof api;

serveParent(api);

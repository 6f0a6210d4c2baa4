/** A process of a team's server: what `pipedesk server` starts, on a clock that runs fast. */
import { createAccounts, type Accounts } from "#main/accounts/create-accounts.ts";
import { createCore } from "#main/core.ts";
import { createFileSecrets } from "#main/hosts/secrets/file-secrets.ts";
import { startServerHost } from "#main/hosts/server/start-server-host.ts";
import { createSyncMount } from "#main/hosts/server/sync-mount.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import { answerParent } from "./answer-parent.ts";
import type { ServerTask } from "./child-messages.ts";
import { fastTime } from "./fast-time.ts";

const task = JSON.parse(process.argv[2] ?? "{}") as ServerTask;
const { dataDir, publicUrl } = task;
const opened: { accounts?: Accounts } = {};
const core = await createCore({
  dataDir,
  databaseUrl: task.databaseUrl ?? undefined,
  ...fastTime(task.baseEpochMs),
  log: SILENT,
  version: "0.0.0",
  secrets: createFileSecrets({ dataDir: task.secretsDir }),
  network: NO_NETWORK,
  role: "server",
  createAccounts(context) {
    const accounts = createAccounts(context, { publicUrl: () => publicUrl });
    opened.accounts = accounts;
    return () => accounts.service;
  },
});
const { accounts } = opened;
const { syncServer } = core;
if (accounts === undefined || syncServer === null) throw new TypeError("It is no server.");
core.start();
await startServerHost({
  core,
  accounts,
  deskName: () => "Desk",
  isReady: async () => core.context.store.hasFile(),
  host: "127.0.0.1",
  port: task.port,
  publicUrl: new URL(publicUrl),
  tls: undefined,
  trustedProxies: [],
  metricsToken: null,
  rendererDir: dataDir,
  log: SILENT,
  version: "0.0.0",
  mounts: [createSyncMount(syncServer, accounts, SILENT)],
});
answerParent(core, (await accounts.signIn.needsSetUp()) ? await accounts.operator.superAdminLink() : null);

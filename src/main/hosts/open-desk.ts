import type { Core, CoreOptions } from "#main/core.ts";
import type { Log } from "#main/desk/context.ts";
import type { KeptValues } from "#main/desk/kept-values.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { secretsKeyFile, type Machine } from "./data-dir.ts";
import type { OpenDesk } from "./open-core.ts";

export type OpenDeskDeps = Pick<CoreOptions, "workers"> & {
  readonly version: string;
  readonly machine: Machine;
  /** Default: an encrypted file in the desk's folder, its key apart from it. */
  readonly createSecrets?: (desk: { readonly dataDir: string; readonly log: Log; readonly files: Secrets }) => Secrets;
};

/** Opens the real desk, on this machine's clock. */
export function createOpenDesk({ version, machine, createSecrets, workers }: OpenDeskDeps): OpenDesk<Core> {
  const clock = { nowEpochMs: () => Date.now() };
  return async ({ dataDir, databaseUrl, log, createAccounts, role, reopen }) => {
    // The store and all that stands on it take a second to load, which only who opens a desk should wait for.
    const [{ createCore }, { createDemo }, { createFileSecrets }, { createDeskSecrets }, { oauthClientsFrom }] =
      await Promise.all([
        import("#main/core.ts"),
        import("#main/demo/demo.ts"),
        import("./secrets/file-secrets.ts"),
        import("./secrets/desk-secrets.ts"),
        import("#main/mail/account/oauth/clients.ts"),
      ]);
    const keyFile = secretsKeyFile(machine);
    const files = createFileSecrets({ dataDir, keyFile });
    const ownSecrets = createSecrets?.({ dataDir, log, files }) ?? files;
    return createCore({
      dataDir,
      databaseUrl,
      clock,
      log,
      version,
      secrets: role === undefined ? ownSecrets : (kept: KeptValues) => createDeskSecrets(kept, keyFile, ownSecrets),
      oauthClients: oauthClientsFrom(machine.env),
      demo: createDemo(),
      ...(workers === undefined ? {} : { workers }),
      ...(createAccounts === undefined ? {} : { createAccounts }),
      ...(role === undefined ? {} : { role }),
      ...(reopen === undefined ? {} : { reopen }),
    });
  };
}

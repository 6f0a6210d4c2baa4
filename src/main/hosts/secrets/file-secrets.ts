import { join } from "node:path";
import type { Secrets } from "#main/desk/secrets.ts";
import { openSealed, seal } from "./sealed.ts";
import { createSecretFile } from "./secret-file.ts";

/**
 * Secrets encrypted in `secrets.json` of the desk's folder, for machines without a keychain. The key lies apart, in `keyFile`: a copy or a backup
 * of the desk's folder gives nothing away. Against somebody who reads all of this user's files nothing that starts by itself can help.
 */
export function createFileSecrets({
  dataDir,
  keyFile = join(dataDir, "secrets.key"),
}: {
  readonly dataDir: string;
  /** Default: beside the secrets, where no folder for a user's settings is known. */
  readonly keyFile?: string;
}): Secrets {
  const file = createSecretFile(join(dataDir, "secrets.json"));
  return {
    async get(name) {
      const sealed = (await file.read()).get(name);
      return sealed === undefined ? null : openSealed(keyFile, name, sealed);
    },
    set: async (name, secret) => file.write(name, await seal(keyFile, name, secret)),
    delete: (name) => file.write(name, null),
  };
}

import type { KeptValues } from "#main/desk/kept-values.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { openSealed, seal } from "./sealed.ts";

/**
 * Secrets encrypted in the desk's database, for a server, of which several processes may have it open: whichever of them is the host has the passwords of the mailboxes, and they go where the desk is moved to. The key is not in it; each process reads the same one.
 * @param before where they were kept while the desk was one machine's own: what is not in the database is taken from there
 */
export function createDeskSecrets(kept: KeptValues, keyFile: string, before: Secrets): Secrets {
  return {
    async get(name) {
      const sealed = await kept.get(name);
      return sealed === null ? before.get(name) : openSealed(keyFile, name, sealed);
    },
    set: async (name, secret) => kept.set(name, await seal(keyFile, name, secret)),
    async delete(name) {
      await kept.set(name, null);
      await before.delete(name);
    },
  };
}

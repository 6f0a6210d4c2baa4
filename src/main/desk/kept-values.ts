import type { Store } from "#main/store/store.ts";
import type { Clock } from "./context.ts";

/** Texts under names in the desk's own database, which do not travel to other devices. */
export type KeptValues = {
  get(name: string): Promise<string | null>;
  /** null takes it away. */
  set(name: string, value: string | null): Promise<void>;
};

const PREFIX = "kept/";

export function createKeptValues(store: Pick<Store, "local" | "transaction">, clock: Clock): KeptValues {
  const recordOf = (name: string) => store.local.get(PREFIX + name);
  return {
    async get(name) {
      const value = (await recordOf(name))?.value;
      return typeof value === "string" ? value : null;
    },
    set: (name, value) =>
      store.transaction(async () => {
        const previous = await recordOf(name);
        if (value !== null)
          await store.local.write([
            { previous, next: { id: PREFIX + name, value, updatedAtEpochMs: clock.nowEpochMs() } },
          ]);
        else if (previous !== null) await store.local.remove([previous]);
      }),
  };
}

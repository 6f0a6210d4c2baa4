import type { OutboxItemId } from "#shared/model/ids.ts";
import type { OutboxItem, Remainder } from "#shared/model/outbox-item.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { MAX_COPY_AGE_MS } from "./limits.ts";
import { giveUpUnsure } from "./remainder.ts";

export type WithRemainder = OutboxItem & { readonly remainder: Remainder };

/** Which sent mails still have somebody to reach. In memory only: a start reads it anew. */
export type Remainders = {
  /** Takes up what an earlier run left; whom it was just sending to, nobody can tell any more. */
  load(): Promise<void>;
  /** The mail was sent: maybe not to everybody. */
  watch(id: OutboxItemId): void;
  waiting(): Promise<WithRemainder[]>;
};

export function createRemainders(context: DeskContext): Remainders {
  const { store, clock } = context;
  const watched = new Set<OutboxItemId>();
  return {
    async load() {
      const items = await store.outbox.find({
        selector: {
          state: "sent",
          createdAtEpochMs: { $gt: clock.nowEpochMs() - MAX_COPY_AGE_MS },
          remainder: { $exists: true },
        },
      });
      for (const item of items) {
        watched.add(item.id);
        await giveUpUnsure(context, item);
      }
    },
    watch: (id) => void watched.add(id),
    async waiting() {
      if (watched.size === 0) return [];
      const items = await store.outbox.getMany(Array.from(watched));
      const waiting: WithRemainder[] = [];
      for (const id of watched) {
        const item = items.get(id);
        if (item?.remainder && item.state === "sent") waiting.push({ ...item, remainder: item.remainder });
        else watched.delete(id);
      }
      return waiting;
    },
  };
}

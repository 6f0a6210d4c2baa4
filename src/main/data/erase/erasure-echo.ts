/**
 * On a device of a team: somebody was erased at the server, and the documents without them have come. Their files are taken away here too, and the desk's file is written anew, once for all that came.
 */
import type { BlobId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";

/** The documents of an erasure come within seconds of each other. */
const GATHER_MS = 5_000;

/** At the end what has come is seen to first. */
export type ErasureEcho = { close(): Promise<void> };

export function createErasureEcho({ store, log }: Pick<DeskContext, "store" | "log">, timers: Timers): ErasureEcho {
  const gone = new Set<BlobId>();
  let isDue = false;
  let cancel: (() => void) | null = null;
  let last: Promise<void> = Promise.resolve();

  const subscription = store.messages.transitions.subscribe((batch) => {
    for (const { previous, next } of batch) {
      if (next?.erasedAtEpochMs === undefined || next.erasedAtEpochMs === previous?.erasedAtEpochMs) continue;
      isDue = true;
      const kept = new Set(filesOf(next));
      for (const id of previous === null ? [] : filesOf(previous)) if (!kept.has(id)) gone.add(id);
    }
    if (isDue) cancel ??= timers.after(GATHER_MS, follow);
  });

  function follow(): void {
    cancel?.();
    cancel = null;
    if (!isDue) return;
    isDue = false;
    const ids = [...gone];
    gone.clear();
    last = last
      .then(() => takeAway(ids))
      .catch((error: unknown) => log.error("What was erased at the server is still in this desk's file", { error }));
  }

  async function takeAway(ids: readonly BlobId[]): Promise<void> {
    // What somebody else's mail has too comes back from the server when it is looked at.
    for (const id of ids) await store.files.remove(id);
    await store.rewrite();
  }

  return {
    async close() {
      subscription.unsubscribe();
      follow();
      await last;
    },
  };
}

function filesOf({ rawBlobId, htmlBlobId, attachments }: Message): BlobId[] {
  return [rawBlobId, htmlBlobId, ...attachments.map(({ blobId }) => blobId)].filter((id) => id !== null);
}

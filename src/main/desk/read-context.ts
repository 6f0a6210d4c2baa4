import type { BlobReads } from "#main/store/blobs.ts";
import type { ReadStore } from "#main/store/read-store.ts";
import type { Clock } from "./context.ts";
import type { SetupReads } from "./setup-cache.ts";

/**
 * What a query has: documents as a type that can't write, over whichever connection. A `DeskContext` is one, so that a query serves in a piece of
 * work, on the main thread and in a reader worker alike.
 */
export type ReadContext = {
  readonly store: ReadStore & { readonly files: BlobReads };
  readonly setup: SetupReads;
  readonly clock: Clock;
};

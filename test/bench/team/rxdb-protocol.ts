import type { ReplicatedCollection } from "#shared/sync/collections.ts";
import type { DeskDocument } from "./desk-rows.ts";

export type RxdbCheckpoint = { readonly written: number; readonly id: string };

/** What the handlers of RxDB's replication ask, of one collection each. */
export type RxdbQuestion =
  | {
      readonly ask: "pull";
      readonly collection: ReplicatedCollection;
      readonly checkpoint: RxdbCheckpoint | null;
      readonly batchSize: number;
    }
  | {
      readonly ask: "push";
      readonly collection: ReplicatedCollection;
      readonly rows: readonly {
        readonly newDocumentState: DeskDocument;
        readonly assumedMasterState?: DeskDocument | undefined;
      }[];
    };

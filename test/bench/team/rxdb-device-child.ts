/** A device that replicates with `replicateRxCollection`, on the product's own storage, in a process of its own. */
import { once } from "node:events";
import { createRxDatabase, type RxCollection, type WithDeleted } from "rxdb";
import { replicateRxCollection, type RxReplicationState } from "rxdb/plugins/replication";
import { Subject } from "rxjs";
import { WebSocket } from "ws";
import { REPLICATED_COLLECTIONS, type ReplicatedCollection } from "#shared/sync/collections.ts";
import { getRxStorageSql } from "#main/store/sql-storage/index.ts";
import { ticketIdOf } from "../automation/desk-of.ts";
import { schemaOfCollection } from "../automation/store-access.ts";
import { memoryNow, nowMs, serveParent } from "./child.ts";
import type { DeskDocument } from "./desk-rows.ts";
import { newPeople } from "./new-people.ts";
import type { RxdbCheckpoint, RxdbQuestion } from "./rxdb-protocol.ts";
import { createSightings } from "./sightings.ts";

/** As many as a part of ours has. */
const BATCH_SIZE = 200;

type Collections = Record<ReplicatedCollection, RxCollection<DeskDocument>>;
let collections: Collections | undefined;
let states: RxReplicationState<DeskDocument, RxdbCheckpoint>[] = [];
const sightings = createSightings();

function opened(): Collections {
  if (collections === undefined) throw new Error("It has not joined.");
  return collections;
}

/** @param news rings each collection, as RxDB asks for */
async function openLink(port: number, news: Subject<"RESYNC">) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false, maxPayload: 2 ** 26 });
  const waiting = new Map<number, (answer: unknown) => void>();
  socket.on("message", (text) => {
    const told = JSON.parse(String(text)) as { news: true } | { id: number; answer: unknown };
    if ("news" in told) return news.next("RESYNC");
    waiting.get(told.id)?.(told.answer);
    waiting.delete(told.id);
  });
  await once(socket, "open");
  let lastId = 0;
  return (question: RxdbQuestion) =>
    new Promise<unknown>((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, question }));
    });
}

const api = {
  /** @returns how long it took until everything was there */
  async join({ port, directory }: { readonly port: number; readonly directory: string }) {
    const startMs = nowMs();
    const news = new Subject<"RESYNC">();
    const ask = await openLink(port, news);
    const database = await createRxDatabase({
      name: "bench",
      storage: getRxStorageSql({ mode: "file", directory }),
      multiInstance: false,
      eventReduce: true,
    });
    const schemas = REPLICATED_COLLECTIONS.map(
      (name) => [name, { schema: schemaOfCollection(name), autoMigrate: false }] as const,
    );
    const made = (await database.addCollections(Object.fromEntries(schemas))) as unknown as Collections;
    collections = made;
    states = REPLICATED_COLLECTIONS.map((collection) =>
      replicateRxCollection<DeskDocument, RxdbCheckpoint>({
        replicationIdentifier: `bench-${collection}`,
        collection: made[collection],
        live: true,
        pull: {
          batchSize: BATCH_SIZE,
          stream$: news,
          handler: async (checkpoint, batchSize) =>
            (await ask({ ask: "pull", collection, checkpoint: checkpoint ?? null, batchSize })) as {
              documents: WithDeleted<DeskDocument>[];
              checkpoint: RxdbCheckpoint;
            },
        },
        push: {
          batchSize: BATCH_SIZE,
          handler: async (rows) => (await ask({ ask: "push", collection, rows })) as WithDeleted<DeskDocument>[],
        },
      }),
    );
    await Promise.all(states.map((state) => state.awaitInitialReplication()));
    return { allMs: nowMs() - startMs, memory: memoryNow() };
  },
  watch() {
    opened().tickets.$.subscribe(({ documentData: { id, subject } }) => sightings.tell(`${id} ${String(subject)}`));
    opened().activities.$.subscribe(({ documentId }) => sightings.tell(documentId));
  },
  /** @returns when the ticket was seen, and when the line that says why */
  seen: ({ number, subject }: { readonly number: number; readonly subject: string }) =>
    Promise.all([sightings.of(`${ticketIdOf(number)} ${subject}`), sightings.of(`line ${subject}`)]),
  /** @returns how long it took until the server had new documents */
  async bring({ count }: { readonly count: number }) {
    const startMs = nowMs();
    await opened().people.bulkInsert(newPeople(count));
    await Promise.all(states.map((state) => state.awaitInSync()));
    return nowMs() - startMs;
  },
  memory: () => memoryNow(),
  async close() {
    await Promise.all(states.map((state) => state.cancel()));
    await collections?.tickets.database.close();
  },
};
export type RxdbDeviceApi = typeof api;

serveParent(api);

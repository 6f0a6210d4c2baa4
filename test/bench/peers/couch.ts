import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import expressPouchDb from "express-pouchdb";
import PouchDb from "pouchdb";

const LEVEL = { adapter: "leveldb", auto_compaction: false } as const;
/** Documents of one part; the default of 100 takes longer. */
const BATCH = { batch_size: 1000, batches_limit: 4 } as const;

export type Couch = { readonly url: string; fill(documents: readonly object[]): Promise<unknown>; close(): void };
export type CouchDevice = ReturnType<typeof openCouchDevice>;

/** A server that speaks CouchDB's protocol, on LevelDB. */
export async function startCouch(folder: string): Promise<Couch> {
  const Stored = PouchDb.defaults({ prefix: join(folder, "couch-"), ...LEVEL });
  const app = express();
  app.use(
    "/",
    expressPouchDb(Stored, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: join(folder, "log") }),
  );
  const server: Server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const desk = new Stored("desk", LEVEL);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`,
    fill: (documents) => desk.bulkDocs(documents),
    close: () => server.closeAllConnections(),
  };
}

/** A device with its own copy. */
export function openCouchDevice(path: string, url: string) {
  const copy = new PouchDb(path, LEVEL);
  const running: { cancel(): void }[] = [];
  return {
    fetchAll: async () => (await copy.replicate.from(url, BATCH)).docs_written,
    /** Both ways from now on; tells of each document that arrives or is changed here. */
    follow(changed: (document: Record<string, unknown>) => void): void {
      const live = { live: true, retry: true } as const;
      running.push(copy.replicate.from(url, live), copy.replicate.to(url, live));
      const feed = copy.changes({ since: "now", live: true, include_docs: true });
      feed.on("change", ({ doc }) => changed(doc));
      running.push(feed);
    },
    async change(id: string, subject: string): Promise<void> {
      await copy.put({ ...(await copy.get(id)), subject });
    },
    close: () => running.forEach((one) => one.cancel()),
  };
}

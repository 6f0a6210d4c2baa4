/** Entry of the thread that puts the write-ahead log into the database. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { serveThread } from "#main/threads/serve-thread.ts";

if (!parentPort) throw new Error("This file is run in a worker thread.");

const db = new DatabaseSync(String(workerData));
// A log that this connection would put into the database by itself is not written by it.
db.exec("PRAGMA synchronous = FULL");

serveThread(parentPort, {
  calls: {
    // `PASSIVE`: it waits for nobody, neither the writer nor readers, and takes what it can.
    async checkpoint() {
      db.exec("PRAGMA wal_checkpoint(PASSIVE)");
      return null;
    },
  },
  streams: {},
  close: () => db.close(),
});

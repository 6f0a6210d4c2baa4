/** Entry of the thread that puts the write-ahead log into the database, and writes that anew. */
import { DatabaseSync } from "node:sqlite";
import { serveThread } from "#main/threads/serve-thread.ts";
import { rewriteFile } from "./rewrite-file.ts";

serveThread((path) => {
  const db = new DatabaseSync(String(path));
  // A log that this connection would put into the database by itself is not written by it.
  db.exec("PRAGMA synchronous = FULL");
  return {
    calls: {
      // `PASSIVE`: it waits for nobody, neither the writer nor readers, and takes what it can.
      async checkpoint() {
        db.exec("PRAGMA wal_checkpoint(PASSIVE)");
        return null;
      },
      async rewrite() {
        rewriteFile(db);
        return null;
      },
    },
    streams: {},
    close: () => db.close(),
  };
});

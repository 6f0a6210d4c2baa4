/** Entry of the thread that puts the write-ahead log into the database, and writes that anew. */
import { pathToFileURL } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { serveThread } from "#main/threads/serve-thread.ts";
import { rewriteFile } from "./rewrite-file.ts";

serveThread((path) => {
  // Only what is there: in place of a file that was moved away SQLite would make an empty one, and throw away the log beside it, which holds the newest commits.
  const file = pathToFileURL(String(path));
  file.searchParams.set("mode", "rw");
  const db = new DatabaseSync(file);
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

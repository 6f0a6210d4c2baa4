// Run as a reading thread by the tests beside it: dies over a mail that says so.
import { parentPort } from "node:worker_threads";
import { serveThread } from "#main/threads/serve-thread.ts";
import { readMailsHere, type ReadingThread } from "#main/mail/reading/mail-reader.ts";

if (!parentPort) throw new Error("This file is run in a worker thread.");

serveThread(parentPort, {
  calls: {
    async read({ raws, options }: ReadingThread["calls"]["read"]["input"]) {
      if (raws.some((raw) => Buffer.from(raw).includes("X-Kill"))) process.exit(1);
      return readMailsHere(raws, options);
    },
  },
  streams: {},
  close: () => undefined,
});

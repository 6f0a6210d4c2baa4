// Run as a reading thread by the tests beside it: dies over a mail that says so.
import { serveThread } from "#main/threads/serve-thread.ts";
import { readMailsHere, type ReadingThread } from "#main/mail/reading/mail-reader.ts";

serveThread(() => ({
  calls: {
    async read({ raws, options }: ReadingThread["calls"]["read"]["input"]) {
      if (raws.some((raw) => Buffer.from(raw).includes("X-Kill"))) process.exit(1);
      return readMailsHere(raws, options);
    },
  },
  streams: {},
  close: () => undefined,
}));

import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** What runs in worker threads: the name of each in the bundle, and the source it begins at. */
export const THREAD_ENTRIES = {
  "mail-worker": resolve(root, "src/main/mail/reading/worker.ts"),
  "checkpoint-worker": resolve(root, "src/main/store/checkpoint/worker.ts"),
  "reader-worker": resolve(root, "src/main/readers/worker.ts"),
} as const;

/** What runs in worker threads: the name of each in the bundle, and the source it begins at, from the project's root. */
export const THREAD_ENTRIES = {
  "mail-worker": "src/main/mail/reading/worker.ts",
  "checkpoint-worker": "src/main/store/checkpoint/worker.ts",
  "reader-worker": "src/main/readers/worker.ts",
} as const;

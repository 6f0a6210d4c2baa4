import type { ImportProgress } from "#main/core.ts";
import { createProgressBar } from "./progress-bar.ts";
import type { Terminal } from "./terminal.ts";

export type ImportProgressBar = {
  /** One more message is done. */
  count(): void;
  show(progress: ImportProgress): void;
  clear(): void;
};

/** How far an import is: by bytes, since nobody knows beforehand how many messages are in a file. */
export function createImportProgress({ stderr, t }: Pick<Terminal, "stderr" | "t">): ImportProgressBar {
  const bar = createProgressBar({ stderr, t }, () => performance.now());
  let messages = 0;
  return {
    count: () => {
      messages += 1;
    },
    show: ({ doneBytes, totalBytes }) => {
      const share = totalBytes === 0 ? 0 : doneBytes / totalBytes;
      bar.show(share, t("cli.import.progress", { percent: Math.floor(share * 100), count: messages }));
    },
    clear: () => bar.clear(),
  };
}

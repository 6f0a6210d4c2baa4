import { basename, resolve } from "node:path";
import type { Plugin } from "vite";

/** How Node starts a thread from source: `new Worker(new URL("./name.ts", import.meta.url))`. */
const START = /new Worker\(\s*new URL\(\s*"(?<path>\.{1,2}\/[^"]+)\.ts",\s*import\.meta\.url,?\s*\)/gu;

/**
 * Makes each worker thread's module a file of the bundle, `name.js`, and leads its start there: the same line starts the thread from source and
 * from the bundle, and nobody keeps a list. It counts on all files of the bundle lying in one folder.
 */
export function workerThreads(): Plugin {
  return {
    name: "pipedesk:worker-threads",
    transform(code, id) {
      const rewritten = code.replaceAll(START, (_, path: string) => {
        const name = basename(path);
        this.emitFile({ type: "chunk", id: resolve(id, "..", `${path}.ts`), fileName: `${name}.js` });
        return `new Worker(new URL("./${name}.js", import.meta.url)`;
      });
      return rewritten === code ? null : { code: rewritten, map: null };
    },
  };
}

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BenchModule } from "./bench-row.ts";
import { openFlushes } from "./disk/flushes.ts";

// The process in which one file of benches runs: `node measure-file.ts FILE OUTPUT`.
const [file, output] = process.argv.slice(2);
if (file === undefined || output === undefined)
  throw new Error("measure-file.ts needs a file of benches and an output file.");

const flushes = openFlushes();
if (typeof flushes !== "string") flushes.take(null);

const { measure } = (await import(pathToFileURL(resolve(file)).href)) as BenchModule;
writeFileSync(output, JSON.stringify(await measure()));

/**
 * First file of the app where the Electron at hand brings an older Node than the product's: puts stand-ins in place for what that Node lacks, then
 * starts the built program. Worker threads get the same before their own module.
 */
import { syncBuiltinESMExports } from "node:module";
import workers from "node:worker_threads";

const standIns = new URL("stand-ins.mjs", import.meta.url).href;

workers.Worker = class extends workers.Worker {
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: [...(options.execArgv ?? []), "--import", standIns] });
  }
};
syncBuiltinESMExports();

await import(standIns);
await import("./out/main/index.js");

/**
 * `npm run dist [-- arguments of electron-builder]`: builds the app and makes the installers of the machine it runs on, in dist/. What they carry is
 * looked at afterwards: nothing needless may be shipped. See docs/releasing.md.
 */
import { join, resolve } from "node:path";
import { fuseProblems, inspectResources, sizeTable } from "./packing/inspect.ts";
import { packedApps } from "./packing/packed-apps.ts";
import { runBuilder, signingArgs, updateFeedArgs } from "./packing/run-builder.ts";
import { exitCodeOf, run } from "./start/run.ts";

const root = resolve(import.meta.dirname, "..");
const args = process.argv.slice(2);

process.exitCode = await dist();

async function dist(): Promise<number> {
  const feed = updateFeedArgs(process.env);
  const builder = join(root, "node_modules/electron-vite/bin/electron-vite.js");
  const built = exitCodeOf(await run(process.execPath, [builder, "build"]));
  if (built !== 0) return built;
  await runBuilder({ args: [...args, ...feed, ...signingArgs(process.platform, process.env)] });
  let sound = true;
  for (const { resources, executable } of packedApps(join(root, "dist"))) {
    const { problems, sizes } = inspectResources(resources);
    console.log(`\n${resources}\n${sizeTable(sizes)}`);
    for (const problem of [...problems, ...(await fuseProblems(executable))]) {
      console.error(problem);
      sound = false;
    }
  }
  return sound ? 0 : 1;
}

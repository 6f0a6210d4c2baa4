import { dirname, resolve } from "node:path";
import { MainConfigFactory, type MainViteConfig } from "electron-vite";
import { build, mergeConfig, type Plugin, type PluginOption } from "vite";
import product from "../../../electron.vite.config.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const REPLACED = resolve(ROOT, "src/main/hosts/open-desk.ts");
const STAND_IN = resolve(import.meta.dirname, "open-desk.ts");

/** Builds the product's main process as it is shipped, but for one module: the app's own `open-desk.ts` gives way to the one beside this file. */
export async function buildLauncher(outDir: string): Promise<void> {
  const own: MainViteConfig = { plugins: [otherOpenDesk()], build: { outDir, emptyOutDir: true } };
  const main = mergeConfig(product.main ?? {}, own) as MainViteConfig;
  // Nothing of this is shipped: its licences must not take the place of those that are.
  main.plugins = (await allOf(main.plugins ?? [])).filter(({ name }) => name !== "pipedesk-licences");
  await build(await new MainConfigFactory(main, { root: ROOT, mode: "production", logLevel: "warn" }, {}).build());
}

/** Plugins as the bundler takes them: in lists, promised, or left out. */
async function allOf(given: PluginOption): Promise<Plugin[]> {
  const one = await given;
  if (!one) return [];
  if (!Array.isArray(one)) return [one];
  return (await Promise.all(one.map(allOf))).flat();
}

function otherOpenDesk(): Plugin {
  let isReplaced = false;
  return {
    name: "pipedesk-other-open-desk",
    enforce: "pre",
    resolveId(specifier, importer) {
      if (importer === undefined || importer === STAND_IN) return null;
      if (resolve(dirname(importer), specifier) !== REPLACED) return null;
      isReplaced = true;
      return STAND_IN;
    },
    buildEnd(error) {
      if (error === undefined && !isReplaced) throw new Error(`Nothing of the app imports ${REPLACED} any more.`);
    },
  };
}

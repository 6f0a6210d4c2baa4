import { builtinModules } from "node:module";
import { posix } from "node:path";
import type { Layer } from "./layers.ts";

/** package.json "imports": what `#name/` stands for, from the repository's root. */
const ALIASES: Readonly<Record<string, string>> = {
  "#shared/": "src/shared/",
  "#main/": "src/main/",
  "#renderer/": "src/renderer/",
};

const NODE_MODULES = new Set(builtinModules.filter((name) => !name.startsWith("_")));

/**
 * Judges one import by the table.
 * @param filePath the importing file from the repository's root, with forward slashes
 * @returns what is wrong and what is allowed; undefined where the import is fine or the file is outside `src/`
 */
export function judgeImport(layers: readonly Layer[], filePath: string, specifier: string): string | undefined {
  if (!filePath.startsWith("src/")) return undefined;
  const from = layerOf(layers, filePath);
  if (from === undefined)
    return `${filePath} belongs to no layer of build/lint/layers.ts: move it, or name its layer there.`;

  const target = sourcePathOf(filePath, specifier);
  if (target !== undefined) return judgeSource(layers, from, target);
  if (specifier.startsWith("#"))
    return `${specifier} is no alias of package.json: use ${Object.keys(ALIASES).join("…, ")}….`;
  if (specifier.startsWith("node:") || NODE_MODULES.has(specifier)) {
    return from.node
      ? undefined
      : `${from.name} may not import Node's ${specifier}: it also runs where there is no Node.`;
  }
  return judgePackage(layers, from, packageNameOf(specifier));
}

function judgeSource(layers: readonly Layer[], from: Layer, target: string): string | undefined {
  if (!target.startsWith("src/")) {
    return target === "package.json"
      ? undefined
      : `${from.name} may not import ${target}: src/ imports nothing outside of src/.`;
  }
  const to = layerOf(layers, target);
  if (to === undefined)
    return `${target} belongs to no layer of build/lint/layers.ts: move it, or name its layer there.`;
  if (to === from || from.layers.some((entry) => covers(entry, to.name))) return undefined;
  const allowed = from.layers.length === 0 ? "only itself" : `itself, ${from.layers.join(", ")}`;
  return `${from.name} may not import ${to.name}: it may import ${allowed}.`;
}

function judgePackage(layers: readonly Layer[], from: Layer, name: string): string | undefined {
  if ("only" in from.packages) {
    if (from.packages.only.some((entry) => covers(entry, name))) return undefined;
    return `${from.name} may not import the package ${name}: it may import ${from.packages.only.join(", ")}.`;
  }
  if (!from.packages.allBut.some((entry) => covers(entry, name))) return undefined;
  const users = layers.filter((layer) => takesPackage(layer, name)).map((layer) => layer.name);
  return `${from.name} may not import the package ${name}: only ${users.join(", ")} may.`;
}

function takesPackage(layer: Layer, name: string): boolean {
  return "only" in layer.packages
    ? layer.packages.only.some((entry) => covers(entry, name))
    : !layer.packages.allBut.some((entry) => covers(entry, name));
}

/** Whether an entry of the table stands for a layer or a package; `name/*` is all beneath a name. */
export function covers(entry: string, name: string): boolean {
  return entry.endsWith("/*") ? name.startsWith(entry.slice(0, -1)) : entry === name;
}

/** The layer of a file from the repository's root; undefined where it has none. */
export function layerOf(layers: readonly Layer[], path: string): Layer | undefined {
  return layers
    .filter((layer) => path === layer.path || path.startsWith(`${layer.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** The imported file from the repository's root; undefined for a package. */
export function sourcePathOf(filePath: string, specifier: string): string | undefined {
  // Vite's query (`./worker.ts?worker`) does not change which file it is.
  const path = specifier.replace(/\?.*$/s, "");
  if (path.startsWith(".")) return posix.join(posix.dirname(filePath), path);
  const alias = Object.keys(ALIASES).find((prefix) => path.startsWith(prefix));
  return alias === undefined ? undefined : posix.normalize(`${ALIASES[alias]}${path.slice(alias.length)}`);
}

/** `@scope/name` or `name` of a specifier that names a package. */
export function packageNameOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

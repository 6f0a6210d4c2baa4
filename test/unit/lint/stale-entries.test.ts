import { existsSync, globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { covers, layerOf, packageNameOf, sourcePathOf } from "../../../build/lint/import-table.ts";
import { importsOf } from "../../../build/lint/imports-of.ts";
import { LAYERS, type Layer } from "../../../build/lint/layers.ts";

const repository = resolve(import.meta.dirname, "../../..");
const files = globSync("src/**/*.{ts,tsx}", { cwd: repository }).map((path) => path.replaceAll("\\", "/"));

/** What the files of each layer import: other layers, and packages. */
const used = new Map(LAYERS.map(({ name }) => [name, { layers: new Set<string>(), packages: new Set<string>() }]));
for (const file of files) {
  const layer = layerOf(LAYERS, file);
  const uses = layer && used.get(layer.name);
  if (!uses) continue;
  for (const specifier of importsOf(readFileSync(join(repository, file), "utf8"))) {
    const path = sourcePathOf(file, specifier);
    const target = path === undefined ? undefined : layerOf(LAYERS, path);
    if (target) uses.layers.add(target.name);
    else if (path === undefined && !specifier.startsWith("node:")) uses.packages.add(packageNameOf(specifier));
  }
}

/** Layers that are given one and the same list answer for its entries together. */
const sharing = (of: (layer: Layer) => readonly string[] | undefined, list: readonly string[]) =>
  LAYERS.filter((layer) => of(layer) === list).map(({ name }) => name);
const only = ({ packages }: Layer) => ("only" in packages ? packages.only : undefined);

describe("the table holds nothing that nothing uses", () => {
  test.each(LAYERS)("$name is a place where there is something", ({ path }) => {
    expect(existsSync(join(repository, path))).toBe(true);
  });

  test.each(LAYERS)("each layer that $name may import is imported", ({ layers }) => {
    const users = sharing((layer) => layer.layers, layers);
    const isUsed = (entry: string) =>
      users.some((name) => [...(used.get(name)?.layers ?? [])].some((target) => covers(entry, target)));
    expect(layers.filter((entry) => !isUsed(entry))).toEqual([]);
  });

  test.each(LAYERS)("each package that $name may import is imported", (layer) => {
    const packages = only(layer) ?? [];
    const users = sharing(only, packages);
    const isUsed = (entry: string) =>
      users.some((name) => [...(used.get(name)?.packages ?? [])].some((target) => covers(entry, target)));
    expect(packages.filter((entry) => !isUsed(entry))).toEqual([]);
  });

  test("each package that a layer may not import is imported by another", () => {
    const forbidden = LAYERS.flatMap(({ packages }) => ("allBut" in packages ? packages.allBut : []));
    const imported = [...used.values()].flatMap(({ packages }) => [...packages]);
    expect([...new Set(forbidden)].filter((entry) => !imported.some((target) => covers(entry, target)))).toEqual([]);
  });
});

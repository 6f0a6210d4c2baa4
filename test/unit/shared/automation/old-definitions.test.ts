import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readDefinition } from "#shared/automation/workflow-file.ts";

const FOLDER = new URL("../../../fixtures/workflow-definitions/", import.meta.url);

/** One of each form that a desk, or an exported file, may hold. A new version adds files and leaves these as they are. */
const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json"));
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, FOLDER), "utf8"));

describe("[F12] definitions of every version load, for ever", () => {
  test("there are some of each version", () => {
    expect(new Set(names.map((name) => name.split("-")[0]))).toEqual(new Set(["1", "2"]));
  });

  test.each(names)("%s", async (name) => {
    const present = await read(`present/${name}`);
    expect(readDefinition(await read(name))).toEqual({ kind: "read", definition: present });
    // What is present already stays as it is.
    expect(readDefinition(present)).toEqual({ kind: "read", definition: present });
  });
});

import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPartials, type Partials } from "#main/sync/files/partials.ts";
import { MAX_PARTIALS } from "#main/sync/limits.ts";

let folder: string;
let partials: Partials;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pipedesk-partials-"));
  partials = createPartials(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const words = async (name: string) => (await buffer(partials.read(name))).toString();
const of = (...parts: string[]) => parts.map((part) => Buffer.from(part));

test("what comes is added behind what is kept, and takes the place of what lay further on", async () => {
  expect(await partials.sizeOf("a")).toBe(0);
  await partials.append("a", 0, of("one ", "two "));
  await partials.append("a", 8, of("three"));
  expect(await words("a")).toBe("one two three");
  await partials.append("a", 4, of("four"));
  expect([await words("a"), await partials.sizeOf("a")]).toEqual(["one four", 8]);
  await partials.drop("a");
  expect(await partials.sizeOf("a")).toBe(0);
});

test("what came before a failure stays", async () => {
  async function* broken() {
    yield Buffer.from("one ");
    throw new Error("cut");
  }
  await expect(partials.append("a", 0, broken())).rejects.toThrow("cut");
  expect(await words("a")).toBe("one ");
});

test("only the newest are kept for another attempt, and nothing else of the folder is touched", async () => {
  for (let place = 0; place < MAX_PARTIALS + 3; place += 1) {
    await partials.append(`p${place}`, 0, of("x"));
    await utimes(join(folder, `p${place}.part`), place, place);
  }
  await createPartials(join(folder, "missing")).tidy();
  await partials.tidy();
  const names = new Set(await readdir(folder));
  expect(names.size).toBe(MAX_PARTIALS);
  expect(["p0.part", "p1.part", "p2.part", "p3.part"].map((name) => names.has(name))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

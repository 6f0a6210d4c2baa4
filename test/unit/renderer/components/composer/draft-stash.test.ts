import { expect, test } from "vitest";
import { createDraftStash } from "#renderer/components/composer/draft/draft-stash.ts";

const ROW = { key: "reply:t1:u1", text: "Dear", savedAtEpochMs: 5 };

function memory(): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    clear: () => entries.clear(),
    getItem: (key) => entries.get(key) ?? null,
    key: (index) => [...entries.keys()][index] ?? null,
    removeItem: (key) => void entries.delete(key),
    setItem: (key, value) => void entries.set(key, value),
  };
}

test("what is written is read until it is removed", () => {
  const storage = memory();
  const stash = createDraftStash(() => storage);
  expect(stash.read(ROW.key)).toBeNull();
  stash.write(ROW);
  expect(stash.read(ROW.key)).toEqual(ROW);
  stash.remove(ROW.key);
  expect([stash.read(ROW.key), storage.length]).toEqual([null, 0]);
});

test("what isn't a draft is no draft", () => {
  const storage = memory();
  const stash = createDraftStash(() => storage);
  for (const text of ["", "nothing", "[]", '{"key":1}']) {
    storage.setItem(`pipedesk:draft:${ROW.key}`, text);
    expect(stash.read(ROW.key)).toBeNull();
  }
});

test("a browser that lets nothing be stored is no error", () => {
  const stash = createDraftStash(() => {
    throw new Error("SecurityError");
  });
  stash.write(ROW);
  stash.remove(ROW.key);
  expect(stash.read(ROW.key)).toBeNull();
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeskSecrets } from "#main/hosts/secrets/desk-secrets.ts";
import { memorySecrets } from "../../../../support/memory-secrets.ts";

let root = "";
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), "pipedesk-secrets-"))));
afterEach(() => rm(root, { recursive: true, force: true }));

/** The values of one database. */
function database() {
  const values = new Map<string, string>();
  return {
    values,
    get: async (name: string) => values.get(name) ?? null,
    set: async (name: string, value: string | null) => {
      if (value === null) values.delete(name);
      else values.set(name, value);
    },
  };
}

test("each process over one database has the passwords, which can't be read in it", async () => {
  const kept = database();
  const key = join(root, "secrets.key");
  await createDeskSecrets(kept, key, memorySecrets()).set("channel:1", "correct horse");
  expect(await createDeskSecrets(kept, key, memorySecrets()).get("channel:1")).toBe("correct horse");
  expect(JSON.stringify([...kept.values])).not.toMatch(/correct|Y29ycmVjd/u);
  await expect(
    createDeskSecrets(kept, join(root, "another.key"), memorySecrets()).get("channel:1"),
  ).rejects.toMatchObject({ code: "PD_SECRETS_FAILED" });
});

test("what was kept before the desk was a server's is still found, until it is given anew or taken away", async () => {
  const before = memorySecrets();
  await before.set("channel:1", "old");
  const secrets = createDeskSecrets(database(), join(root, "secrets.key"), before);
  expect(await secrets.get("channel:1")).toBe("old");
  await secrets.set("channel:1", "new");
  expect(await secrets.get("channel:1")).toBe("new");
  await secrets.delete("channel:1");
  expect(await secrets.get("channel:1")).toBeNull();
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createCore, type Core } from "#main/core.ts";
import type { Demo } from "#main/jobs/demo.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { SILENT } from "../../support/test-desk.ts";

let dataDir: string;
let core: Core;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "pipedesk-demo-"));
});
afterEach(async () => {
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
});

const NOW = Date.UTC(2026, 4, 4, 9);

async function open(demo?: Demo) {
  const clock = { nowEpochMs: () => NOW };
  core = await createCore({
    dataDir,
    clock,
    log: SILENT,
    version: "0.0.0",
    secrets: memorySecrets(),
    ...(demo === undefined ? {} : { demo }),
  });
  return createRouterClient(core.router, { context: { userId: core.owner() } });
}

test("without a demo from its host a desk can't be started as one, and stays to be started otherwise", async () => {
  const client = await open();
  await expect(client.desk.start({ as: "demo" })).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
  const { startedAs } = await client.desk.status();
  expect(startedAs).toBeNull();
  const started = await client.desk.start({ as: "empty" });
  expect(started.startedAs).toBe("empty");
});

test("the demo that its host hands in fills the desk, then its simulator runs until the desk closes", async () => {
  const told: string[] = [];
  const client = await open({
    messages: 2,
    async make(context, { endEpochMs, onProgress }) {
      told.push(`made up to ${endEpochMs - NOW} ms from now in ${context.setup.pipelines().length} pipeline`);
      onProgress?.({ done: 1, total: 2 });
    },
    simulator: () => ({
      start: () => void told.push("started"),
      stop: async () => void told.push("stopped"),
    }),
  });
  const { startedAs, job } = await client.desk.start({ as: "demo" });
  expect({ startedAs, job: job?.job, total: job?.total }).toEqual({ startedAs: "demo", job: "demo", total: 2 });
  await vi.waitFor(() => expect(told).toEqual(["made up to 0 ms from now in 1 pipeline", "started"]));
  await core.close();
  expect(told.at(-1)).toBe("stopped");
});

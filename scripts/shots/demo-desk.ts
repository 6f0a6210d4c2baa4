import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createRouterClient } from "@orpc/server";
import { type Core, createCore, type Log } from "#main/core.ts";
import { createDemo } from "#main/demo/demo.ts";
import { type ServeHost, startServeHost } from "#main/hosts/serve/start-serve-host.ts";
import { memorySecrets } from "../../test/support/memory-secrets.ts";

/** A desk whose clock stands still, served to a browser. */
export type PictureDesk = {
  readonly core: Core;
  readonly host: ServeHost;
  readonly client: ReturnType<typeof clientOf>;
  close(): Promise<void>;
};

const RENDERER = resolve(import.meta.dirname, "../../out/renderer");
const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

function clientOf(core: Core) {
  return createRouterClient(core.router, { context: { userId: core.owner() } });
}

/** Opens a new desk in a folder of its own. @param nowEpochMs what its clock shows, for good */
export async function openPictureDesk(nowEpochMs: number): Promise<PictureDesk> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-shots-"));
  const core = await createCore({
    dataDir,
    clock: { nowEpochMs: () => nowEpochMs },
    demo: createDemo(),
    log: SILENT,
    secrets: memorySecrets(),
    version: "0.1.0",
  });
  const host = await startServeHost({
    core,
    port: 0,
    token: "shots-0123456789abcdef0123456789abcdef",
    rendererDir: RENDERER,
    log: SILENT,
    version: "0.1.0",
  });
  return {
    core,
    host,
    client: clientOf(core),
    async close() {
      await host.close();
      await core.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Makes the demo desk and waits for its end; no mail arrives afterwards, so that every picture shows the same desk. */
export async function makeDemo({ client }: PictureDesk): Promise<void> {
  const { promise, resolve: done, reject: fail } = Promise.withResolvers<void>();
  const check = async () => {
    const { job, simulating } = await client.desk.status();
    if (job?.state === "failed") fail(new Error(`The demo desk was not made: ${job.error}`));
    if (job?.state !== "done") return;
    if (simulating) await client.desk.setSimulator({ running: false });
    done();
  };
  const timer = setInterval(() => void check().catch(fail), 50);
  try {
    await client.desk.start({ as: "demo" });
    await promise;
    // Each picture is about its own matter.
    await client.firstSteps.update({ isShown: false });
  } finally {
    clearInterval(timer);
  }
}

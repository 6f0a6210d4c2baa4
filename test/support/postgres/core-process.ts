/** A process of its own with a whole desk on PostgreSQL: does what its contract is asked by name. */
import { createRouterClient } from "@orpc/server";
import { createCore } from "#main/core.ts";
import { memorySecrets } from "../memory-secrets.ts";

export type ToCore = { readonly procedure: string; readonly input: unknown };
export type FromCore =
  | { readonly type: "opened" }
  | { readonly type: "done"; readonly value: unknown }
  | { readonly type: "failed"; readonly why: string };

const [databaseUrl = "", dataDir = "", now = "0"] = process.argv.slice(2);
const tell = (message: FromCore) => process.send?.(message);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

try {
  const core = await createCore({
    dataDir,
    databaseUrl,
    clock: { nowEpochMs: () => Number(now) },
    log: silent,
    version: "0.0.0",
    secrets: memorySecrets(),
  });
  const client = createRouterClient(core.router, { context: { userId: core.owner() } });
  process.on("message", ({ procedure, input }: ToCore) => {
    const found = procedure
      .split(".")
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], client) as (
      asked: unknown,
    ) => Promise<unknown>;
    found(input).then(
      (value) => tell({ type: "done", value }),
      (error: unknown) => tell({ type: "failed", why: String(error) }),
    );
  });
  process.once("disconnect", () => void core.close());
  tell({ type: "opened" });
} catch (error) {
  tell({ type: "failed", why: String(error) });
  process.disconnect();
}

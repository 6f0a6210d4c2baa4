/**
 * Opens a desk of the version before and closes it, in a process of its own, which ends at the statement with the number given: before SQLite has seen it, or behind it.
 */
import { DatabaseSync, StatementSync } from "node:sqlite";
import { OPENED_AT_EPOCH_MS } from "../../support/old-desk.ts";
import { openTestDesk } from "../../support/test-desk.ts";

export type UpgradeTask = {
  readonly dataDir: string;
  readonly killAt: { readonly statement: number; readonly isDone: boolean };
};

const { dataDir, killAt } = JSON.parse(process.argv[2] ?? "{}") as UpgradeTask;
let statements = 0;

function count(prototype: object, name: string): void {
  const method = Reflect.get(prototype, name) as (...values: unknown[]) => unknown;
  const counted = new Proxy(method, {
    apply(target, self, values) {
      statements += 1;
      const isIt = statements === killAt.statement;
      if (isIt && !killAt.isDone) process.kill(process.pid, "SIGKILL");
      const result: unknown = Reflect.apply(target, self, values);
      if (isIt) process.kill(process.pid, "SIGKILL");
      return result;
    },
  });
  Reflect.set(prototype, name, counted);
}

count(DatabaseSync.prototype, "exec");
count(StatementSync.prototype, "run");

const desk = await openTestDesk({ dataDir, nowEpochMs: OPENED_AT_EPOCH_MS });
await desk.core.close();

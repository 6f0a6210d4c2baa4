import type { RunView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { Run } from "#shared/model/run.ts";
import type { DeskContext } from "../context.ts";
import { findPage } from "./find-page.ts";
import type { Page } from "./paging.ts";
import { viewOf } from "./views.ts";

/** F9: a workflow's runs, newest first. @throws PD_DESK_NOT_FOUND */
export async function listRuns(
  { store, setup }: DeskContext,
  input: { readonly id: WorkflowId; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<RunView>> {
  setup.require("workflow", input.id);
  const page = await findPage(store.runs, {
    selector: { workflowId: input.id },
    sortBy: "startedAtEpochMs",
    direction: "desc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: page.items.map(runViewOf), nextCursor: page.nextCursor };
}

/** Runs of programs before waits existed lack what came with them: all of them went through at once. */
export function runViewOf(run: Run): RunView {
  const old = Run.safeParse(viewOf(run));
  if (old.success) return old.data;
  const { journal, ...rest } = run;
  return {
    ...rest,
    triggerId: "t1",
    sequence: journal.length,
    attempt: 0,
    waiting: null,
    wakeAtEpochMs: 0,
    endReason: "",
    journal: journal.map((entry, position) => ({
      ...entry,
      sequence: position + 1,
      startedAtEpochMs: entry.finishedAtEpochMs,
    })),
  };
}

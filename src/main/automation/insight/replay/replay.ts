import type { ReplayEntry } from "#shared/contract/insight/replay.ts";
import type { DeskContext } from "#main/desk/context.ts";

export async function* replayWorkflow(
  _context: DeskContext,
  _question: unknown,
  _signal?: AbortSignal,
): AsyncGenerator<ReplayEntry> {
  yield { type: "begun", fromEpochMs: 0, toEpochMs: 0, tickets: 0 };
}

import type { SetupReads } from "#main/desk/setup-cache.ts";

/** The stages in which tickets are open: those are read first. Of pipelines that were deleted too, since tickets may still be on their way out of them. */
export function openStageIds(setup: Pick<SetupReads, "pipelinesEver">): string[] {
  return setup
    .pipelinesEver()
    .flatMap(({ stages }) => stages.filter(({ kind }) => kind === "open").map(({ id }) => id));
}

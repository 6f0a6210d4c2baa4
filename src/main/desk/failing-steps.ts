import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { WriteQueueDeps } from "./write-queue.ts";

export type PlaceOfStep = { readonly ticketId: TicketId; readonly workflowId: WorkflowId; readonly stepId: StepId };

/** What a step made beside its ticket could not be carried out. The piece of work must be decided again; `FailingSteps` sees to that. */
export class StepFault extends Error {
  override readonly name = "StepFault";
  readonly place: PlaceOfStep;
  readonly reason: Error;

  constructor(place: PlaceOfStep, cause: unknown) {
    super(`What the step ${place.stepId} made could not be carried out.`, { cause });
    this.place = place;
    this.reason = cause instanceof Error ? cause : new Error(String(cause));
  }
}

/**
 * What a step makes beside its ticket is carried out at the end of a piece of work, when the steps behind it are done as well. Where that fails, the piece is decided
 * again and the step fails where it stands: nothing behind it has happened then, and "Retry from here" does all of it, once.
 */
export type FailingSteps = {
  /** What the step failed with when this piece of work was decided before; null: nothing is known against it. */
  of(place: PlaceOfStep): Error | null;
  /** A piece of work for the queue that is decided again for each of its steps that prove to fail. */
  around<Result>(work: () => Promise<Result>): () => Promise<Result>;
};

/**
 * @param writes how often the open transaction was written to
 * @param mark what takes back what was kept in memory of it since then
 */
export function createFailingSteps({ writes, mark }: Pick<WriteQueueDeps, "writes" | "mark">): FailingSteps {
  // Of the piece that is being decided: the queue decides one after the other.
  let current: ReadonlyMap<string, Error> = new Map();

  return {
    of: (place) => current.get(keyOf(place)) ?? null,
    around(work) {
      const known = new Map<string, Error>();
      return async () => {
        for (;;) {
          current = known;
          const before = writes();
          const takeBack = mark();
          try {
            return await work();
          } catch (error) {
            if (!(error instanceof StepFault) || known.has(keyOf(error.place))) throw error;
            known.set(keyOf(error.place), error.reason);
            if (writes() === before) {
              takeBack();
              continue;
            }
            // What it wrote must be taken back first: the queue does that for what lost to another write, and decides it again.
            throw new PipedeskError("PD_STORE_CONFLICT", error.message, { cause: error });
          }
        }
      };
    },
  };
}

function keyOf({ ticketId, workflowId, stepId }: PlaceOfStep): string {
  return `${ticketId} ${workflowId} ${stepId}`;
}

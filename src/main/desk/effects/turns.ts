import { z } from "zod";
import type { Effect } from "#shared/model/effect.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { StepId, UserId, WorkflowId } from "#shared/model/ids.ts";
import type { Store } from "#main/store/store.ts";
import type { DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";

/** User → stamp of the event in which a step gave them a ticket last. */
export type Turns = ReadonlyMap<string, string>;

const StoredTurns = z.record(z.string(), z.string());

type Sharing = { readonly workflowId: WorkflowId; readonly stepId: StepId };

/** Who had their last turn when, at one step, as far as it is written down (decision 0010). */
export async function turnsOf({ local }: Pick<Store, "local">, step: Sharing): Promise<Turns> {
  const stored = StoredTurns.safeParse((await local.get(recordIdOf(step)))?.value);
  return new Map(stored.success ? Object.entries(stored.data) : []);
}

/** A turn that the ticket's event tells of: the later of two stamps stays, so that noting it again changes nothing. */
export async function noteTurn(
  { store, clock }: DeskContext,
  effect: Extract<Effect, { kind: "turn" }>,
  { stamp }: Pick<TicketEvent, "stamp">,
): Promise<void> {
  const turns = await turnsOf(store, effect);
  if ((turns.get(effect.userId) ?? "") >= stamp) return;
  const id = recordIdOf(effect);
  const previous = await store.local.get(id);
  const value = Object.fromEntries([...turns, [effect.userId, stamp]]);
  await store.local.write([{ previous, next: { id, value, updatedAtEpochMs: clock.nowEpochMs() } }]);
}

/** Turns of events that are decided and not noted yet. */
export function turnsIn(events: readonly TicketEvent[], { workflowId, stepId }: Sharing): [UserId, string][] {
  return events.flatMap(({ effects = [], stamp }) =>
    effects.flatMap((effect): [UserId, string][] =>
      effect.kind === "turn" && effect.workflowId === workflowId && effect.stepId === stepId
        ? [[effect.userId, stamp]]
        : [],
    ),
  );
}

function recordIdOf({ workflowId, stepId }: Sharing): string {
  return derivedId("turns", workflowId, stepId);
}

/**
 * A person's way to the first automated answer (`contract/first-steps.ts`), as far as documents don't tell it: whether they want to see it, since when, and
 * whether they asked why. It is this machine's alone: on another one it would be about another mailbox.
 */
import { z } from "zod";
import type { UserId } from "#shared/model/ids.ts";
import type { DeskContext } from "./context.ts";

const FirstStepsRecord = z.object({
  isShown: z.boolean(),
  /** What happened before is no step of theirs. */
  sinceEpochMs: z.number(),
  askedWhy: z.boolean(),
});
export type FirstStepsRecord = z.infer<typeof FirstStepsRecord>;

const idOf = (userId: UserId) => `first-steps/${userId}`;

/** Null where the person was never shown them. */
export async function findFirstSteps({ store }: Pick<DeskContext, "store">, userId: UserId) {
  const record = await store.local.get(idOf(userId));
  return FirstStepsRecord.safeParse(record?.value).data ?? null;
}

/** Shows them to the person, or puts them away; what was asked before is kept. */
export function showFirstSteps(context: DeskContext, userId: UserId, isShown: boolean): Promise<void> {
  const sinceEpochMs = context.clock.nowEpochMs();
  return change(context, userId, (known) => ({ ...(known ?? { sinceEpochMs, askedWhy: false }), isShown }));
}

/** @returns whether that was news */
export async function noteAskedWhy(context: DeskContext, userId: UserId): Promise<boolean> {
  const known = await findFirstSteps(context, userId);
  if (known === null || known.askedWhy) return false;
  await change(context, userId, (now) => ({ ...(now ?? known), askedWhy: true }));
  return true;
}

function change(
  { store, clock }: DeskContext,
  userId: UserId,
  next: (known: FirstStepsRecord | null) => FirstStepsRecord,
): Promise<void> {
  return store.transaction(async () => {
    const previous = await store.local.get(idOf(userId));
    const value = next(FirstStepsRecord.safeParse(previous?.value).data ?? null);
    await store.local.write([{ previous, next: { id: idOf(userId), value, updatedAtEpochMs: clock.nowEpochMs() } }]);
  });
}

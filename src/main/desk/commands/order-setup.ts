import type { SetupDocument, SetupKind } from "#shared/automation/documents/setup-document.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { DeskContext } from "../context.ts";
import { invalid } from "../definition-fits.ts";

type OrderedKind = Extract<SetupKind, "sla-policy" | "work-calendar">;
type Ordered = Extract<SetupDocument, { kind: OrderedKind }>;

/**
 * The named documents change places among themselves; the others stay where they are. Call inside the queue.
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where one is named twice
 */
export async function orderSetup(context: DeskContext, kind: OrderedKind, ids: readonly string[]): Promise<void> {
  const wanted = ids.map((id) => context.setup.require(kind, id));
  const named = new Set<string>(ids);
  if (named.size !== ids.length) throw invalid("Each has one place.", [{ path: "ids", message: "Name each once." }]);
  const waiting = wanted.values();
  const stamp = context.nextStamp();
  await context.store.setup.write(
    context.setup
      .all(kind)
      .map((document) => (named.has(document.id) ? (waiting.next().value ?? document) : document))
      .flatMap((document, order) =>
        document.order === order
          ? []
          : [{ previous: document, next: touch<Ordered>(document, { order }, stamp, COLLECTIONS.setup.sets) }],
      ),
  );
}

/** Behind all that there are. */
export function lastPlace({ setup }: DeskContext, kind: OrderedKind): number {
  return (setup.all(kind).at(-1)?.order ?? -1) + 1;
}

import type { SetupDocument } from "#shared/automation/documents/setup-document.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import type { Stored } from "#main/store/repository.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { DeskContext } from "../context.ts";

/** Writes changed properties of a setup document, each with its stamp. Call inside the queue. */
export async function writeSetup<Doc extends SetupDocument>(
  context: DeskContext,
  before: Stored<Doc>,
  changes: Partial<Doc>,
): Promise<void> {
  const known = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Doc>;
  if (Object.keys(known).length === 0) return;
  const next = touch(before as Doc, known, context.nextStamp(), COLLECTIONS.setup.sets);
  await context.store.setup.write([{ previous: before, next }]);
}

/** Writes new setup documents. Call inside the queue. */
export async function addSetup(context: DeskContext, documents: readonly SetupDocument[]): Promise<void> {
  await context.store.setup.write(documents.map((next) => ({ previous: null, next })));
}

/** Deletes setup documents; the deletion has its stamp, as every change. Call inside the queue. */
export async function removeSetup(context: DeskContext, documents: readonly Stored<SetupDocument>[]): Promise<void> {
  await context.store.setup.remove(
    documents.map((document) => ({
      ...document,
      stamps: { ...document.stamps, _deleted: context.nextStamp() },
    })),
  );
}

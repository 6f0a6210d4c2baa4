import { checkTemplate } from "#shared/automation/placeholders/check-template.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { SnippetId } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/setup/snippet.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { ownerOf, requireKeeper, requireSeen } from "./own-or-shared.ts";

type Words = Pick<Snippet, "name" | "shortcut" | "folder" | "text">;

/** @throws PD_ACCESS_PERMISSION for a shared one, PD_INPUT_INVALID for placeholders that are not there (F6) */
export async function createSnippet(
  context: DeskContext,
  actor: Actor,
  { shared, ...words }: Words & { readonly shared: boolean },
): Promise<Snippet> {
  const [snippet] = await importSnippets(context, actor, { items: [words], shared });
  if (!snippet) throw new TypeError("A snippet was not made.");
  return snippet;
}

/** All or none. @throws as `createSnippet` */
export function importSnippets(
  context: DeskContext,
  actor: Actor,
  { items, shared }: { readonly items: readonly Words[]; readonly shared: boolean },
): Promise<Snippet[]> {
  const ownerId = ownerOf(actor, shared);
  requireKeeper(actor, { ownerId });
  for (const [position, { text }] of items.entries())
    requirePlaceholders(text, items.length === 1 ? "text" : `items.${position}.text`);
  return context.queue.run(async () => {
    const createdAtEpochMs = context.clock.nowEpochMs();
    const made = items.map((words): Snippet => {
      const id = SnippetId.parse(derivedId("sn", context.nextStamp()));
      return { ...words, id, kind: "snippet", ownerId, createdAtEpochMs, stamps: {} };
    });
    await addSetup(context, made);
    return made;
  });
}

export type UpdateSnippetInput = { readonly id: SnippetId; readonly shared?: boolean | undefined } & {
  readonly [Name in keyof Words]?: Words[Name] | undefined;
};

/** Changes what is given and leaves the rest. @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION, PD_INPUT_INVALID for placeholders that are not there (F6) */
export function updateSnippet(
  context: DeskContext,
  actor: Actor,
  { id, shared, ...words }: UpdateSnippetInput,
): Promise<Snippet> {
  if (words.text !== undefined) requirePlaceholders(words.text, "text");
  return context.queue.run(async () => {
    const snippet = requireSeen(context, actor, "snippet", id);
    requireKeeper(actor, snippet);
    const ownerId = shared === undefined ? snippet.ownerId : ownerOf(actor, shared);
    requireKeeper(actor, { ownerId });
    await writeSetup<Snippet>(context, snippet, { ...(words as Partial<Words>), ownerId });
    return context.setup.require("snippet", id);
  });
}

/** @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION */
export function removeSnippet(context: DeskContext, actor: Actor, id: SnippetId): Promise<void> {
  return context.queue.run(async () => {
    const snippet = requireSeen(context, actor, "snippet", id);
    requireKeeper(actor, snippet);
    await removeSetup(context, [snippet]);
  });
}

/** @throws PD_INPUT_INVALID with what is wrong at that path (F6) */
export function requirePlaceholders(template: string, path: string): void {
  const issues = checkTemplate(template).map(({ message }) => ({ path, message }));
  if (issues.length === 0) return;
  throw new PipedeskError("PD_INPUT_INVALID", "The text cannot be saved as it is.", { details: { issues } });
}

import { kindOf } from "#shared/automation/steps/step.ts";
import type { Macro } from "#shared/automation/documents/macro.ts";
import type { DefinitionIssue } from "#shared/automation/validate/issue.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MacroId } from "#shared/model/ids.ts";
import type { Actor, DeskContext } from "../context.ts";
import { definitionContext } from "../definition-context.ts";
import { derivedId } from "../derived-ids.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { ownerOf, requireKeeper, requireSeen } from "./own-or-shared.ts";
import { requirePlaceholders } from "./snippets.ts";

type Words = Pick<Macro, "name" | "description" | "steps" | "reply">;

/** @throws PD_ACCESS_PERMISSION for a shared one, PD_INPUT_INVALID with the paths of what is not there */
export function createMacro(
  context: DeskContext,
  actor: Actor,
  { shared, ...words }: Words & { readonly shared: boolean },
): Promise<Macro> {
  const ownerId = ownerOf(actor, shared);
  requireKeeper(actor, { ownerId });
  return context.queue.run(async () => {
    requireFitting(context, words);
    const id = MacroId.parse(derivedId("ma", context.nextStamp()));
    const createdAtEpochMs = context.clock.nowEpochMs();
    await addSetup(context, [{ ...words, id, kind: "macro", ownerId, createdAtEpochMs, stamps: {} }]);
    return context.setup.require("macro", id);
  });
}

export type UpdateMacroInput = { readonly id: MacroId; readonly shared?: boolean | undefined } & {
  readonly [Name in keyof Words]?: Words[Name] | undefined;
};

/** Changes what is given and leaves the rest. @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION, PD_INPUT_INVALID with the paths of what is not there */
export function updateMacro(
  context: DeskContext,
  actor: Actor,
  { id, shared, ...words }: UpdateMacroInput,
): Promise<Macro> {
  return context.queue.run(async () => {
    const macro = requireSeen(context, actor, "macro", id);
    requireKeeper(actor, macro);
    const ownerId = shared === undefined ? macro.ownerId : ownerOf(actor, shared);
    requireKeeper(actor, { ownerId });
    requireFitting(context, { steps: words.steps ?? [], reply: words.reply ?? "" });
    await writeSetup<Macro>(context, macro, { ...(words as Partial<Words>), ownerId });
    return context.setup.require("macro", id);
  });
}

/** @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION */
export function removeMacro(context: DeskContext, actor: Actor, id: MacroId): Promise<void> {
  return context.queue.run(async () => {
    const macro = requireSeen(context, actor, "macro", id);
    requireKeeper(actor, macro);
    await removeSetup(context, [macro]);
  });
}

/** What steps name must be there, and what they write must be readable, as in a workflow. */
function requireFitting(context: DeskContext, { steps, reply }: Pick<Macro, "steps" | "reply">): void {
  requirePlaceholders(reply, "reply");
  const names = definitionContext(context, { id: null, pipelineId: null });
  const issues: DefinitionIssue[] = [];
  for (const [position, step] of steps.entries()) {
    const path = `steps.${position}`;
    kindOf(step).validate(step, path, names, (at, key, about = "") => issues.push({ path: at, key, about }));
    for (const { field, text } of kindOf(step).templates(step)) requirePlaceholders(text, `${path}.${field}`);
  }
  if (new Set(steps.map(({ id }) => id)).size < steps.length)
    issues.push({ path: "steps", key: "duplicate-step-id", about: "" });
  if (issues.length === 0) return;
  throw new PipedeskError("PD_INPUT_INVALID", "The macro cannot be saved as it is.", {
    details: { issues: issues.map(({ path, key, about }) => ({ path, message: `${key} ${about}`.trim() })) },
  });
}

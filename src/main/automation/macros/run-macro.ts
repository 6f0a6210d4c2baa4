import type { Macro } from "#shared/automation/documents/macro.ts";
import type { MacroResult, MacroStepResult } from "#shared/contract/macros.ts";
import type { RenderedText } from "#shared/contract/snippets.ts";
import { errorCodeOf, notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { MacroId, StepId, TicketId } from "#shared/model/ids.ts";
import { inOnePiece, originOf } from "#main/desk/commands/command.ts";
import { requireSeen } from "#main/desk/commands/own-or-shared.ts";
import { requireEditable } from "#main/desk/commands/update-ticket.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { draftOf, type TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import { isStoreError } from "#main/store/errors.ts";
import { readOnlyStore, throwAwayStamps } from "../dry-run/sandbox.ts";
import { fillFor } from "../snippets/fill.ts";
import { makeMacroStep } from "./macro-steps.ts";

export type MacroUse = {
  readonly useId: string;
  readonly results: MacroResult[];
  readonly reply: RenderedText | null;
};

/**
 * Runs a macro on tickets, each in a commit of its own, with what workflows make of it. One that is refused stays as it was, and the others go on.
 * @param useId of the use that this goes on with; undefined: a new one
 * @throws PD_DESK_NOT_FOUND for the macro
 */
export async function runMacro(
  context: DeskContext,
  actor: Actor,
  {
    id,
    ticketIds,
    useId: given,
  }: { readonly id: MacroId; readonly ticketIds: readonly TicketId[]; readonly useId?: string | undefined },
): Promise<MacroUse> {
  const macro = requireSeen(context, actor, "macro", id);
  const useId = given ?? derivedId("mu", context.nextStamp());
  const unique = Array.from(new Set(ticketIds));
  const results: MacroResult[] = [];
  let reply: RenderedText | null = null;
  for (const ticketId of unique) {
    const steps: MacroStepResult[] = [];
    const ran = await settled(ticketId, macro, steps, () =>
      inOnePiece(
        context,
        async (piece) => {
          // Decided again where another write came first.
          steps.length = 0;
          const draft = await draftFor(context, actor, piece, macro, ticketId, useId);
          await makeSteps({ context, actor, piece }, draft, macro, steps);
          const isChanged = draft.events.length > 0;
          if (isChanged) await piece.change(draft);
          if (unique.length === 1 && macro.reply !== "") {
            const ticket = (await piece.tickets.get(ticketId)) ?? draft.ticket;
            reply = await fillFor(context, piece, ticket, macro.reply);
          }
          return isChanged;
        },
        unique.length > 1 ? "bulk" : undefined,
      ),
    );
    results.push(ran);
  }
  return { useId, results, reply };
}

/** What a macro would do to a ticket as it is now: the steps up to the one that is refused. Writes nothing. @throws PD_DESK_NOT_FOUND for the macro */
export async function previewMacro(
  desk: DeskContext,
  actor: Actor,
  { id, ticketId }: { readonly id: MacroId; readonly ticketId: TicketId },
): Promise<{ steps: MacroStepResult[]; result: MacroResult; reply: RenderedText | null }> {
  const macro = requireSeen(desk, actor, "macro", id);
  const atEpochMs = desk.clock.nowEpochMs();
  const context: DeskContext = {
    ...desk,
    store: readOnlyStore(desk.store),
    nextStamp: throwAwayStamps(() => atEpochMs),
  };
  // Never flushed, and its store refuses every write.
  const piece = createPieceOfWork(context);
  const steps: MacroStepResult[] = [];
  let reply: RenderedText | null = null;
  const result = await settled(ticketId, macro, steps, async () => {
    const draft = await draftFor(context, actor, piece, macro, ticketId, "preview");
    await makeSteps({ context, actor, piece }, draft, macro, steps);
    if (macro.reply !== "") reply = await fillFor(context, piece, draft.ticket, macro.reply);
    return draft.events.length > 0;
  });
  return { steps, result, reply };
}

async function draftFor(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  macro: Macro,
  ticketId: TicketId,
  useId: string,
): Promise<TicketDraft> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  if (ticket.mergedIntoTicketId !== undefined)
    throw new PipedeskError("PD_INPUT_INVALID", "The ticket is merged into another.", {
      details: { issues: [{ path: "ticketIds", message: "merged" }] },
    });
  if (ticket.aside !== undefined)
    throw new PipedeskError("PD_INPUT_INVALID", "The ticket is in the trash, or marked as spam.", {
      details: { issues: [{ path: "ticketIds", message: "aside" }] },
    });
  const draft = draftOf(ticket, {
    ...originOf(context, actor),
    cause: { kind: "user", userId: actor.user.id, macro: { id: macro.id, useId } },
  });
  requireEditable(context, actor, draft);
  return draft;
}

async function makeSteps(
  work: Parameters<typeof makeMacroStep>[0],
  draft: TicketDraft,
  macro: Macro,
  results: MacroStepResult[],
): Promise<void> {
  for (const step of macro.steps) results.push(await makeMacroStep(work, draft, step));
}

/** A refusal as a result, with the step at which it ended; a store that can't be read is no matter of the ticket. */
async function settled(
  ticketId: TicketId,
  { steps: all }: Macro,
  made: readonly MacroStepResult[],
  work: () => Promise<boolean>,
): Promise<MacroResult> {
  try {
    return { kind: "done", ticketId, changed: await work() };
  } catch (error) {
    if (isStoreError(error)) throw error;
    const stepId: StepId | undefined = all[made.length]?.id;
    const rule = error instanceof PipedeskError ? error.details.rule : undefined;
    return {
      kind: "refused",
      ticketId,
      code: errorCodeOf(error) ?? "PD_INTERNAL",
      message: error instanceof Error ? error.message : String(error),
      ...(rule === undefined ? {} : { rule }),
      ...(stepId === undefined ? {} : { stepId }),
    };
  }
}

/** What a person does to tickets again and again, as one command. */
import { z } from "zod";
import { Macro } from "../automation/documents/macro.ts";
import { MAX_MACRO_TICKETS } from "../automation/limits.ts";
import { MacroId, StepId, TicketId } from "../model/ids.ts";
import { procedure } from "./base.ts";

import { RenderedText } from "./snippets.ts";

export const MacroView = Macro.omit({ stamps: true });
export type MacroView = z.infer<typeof MacroView>;

const byId = z.object({ id: MacroId });
const UseId = z.string().min(1).max(128);

/** What became of a step, or would. */
export const MacroStepResult = z.object({
  stepId: StepId,
  kind: z.enum(["changed", "unchanged", "skipped"]),
  /** Why it was skipped: a stable key, as of a workflow's step. Absent: it was not. */
  reason: z.string().optional(),
  /** The note's words. Absent: it wrote none. */
  text: z.string().optional(),
});
export type MacroStepResult = z.infer<typeof MacroStepResult>;

/** One ticket: all of the macro was done to it, or nothing. */
export const MacroResult = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), ticketId: TicketId, changed: z.boolean() }),
  z.object({
    kind: z.literal("refused"),
    ticketId: TicketId,
    code: z.string(),
    message: z.string(),
    /** Of a pipeline, which refused it. */
    rule: z.string().optional(),
    /** The step at which it ended; absent: before the first. */
    stepId: StepId.optional(),
  }),
]);
export type MacroResult = z.infer<typeof MacroResult>;

export const macros = {
  list: procedure
    .route({ method: "GET", path: "/macros", tags: ["Macros"], summary: "List the macros that the user sees" })
    .output(z.object({ items: z.array(MacroView) })),
  create: procedure
    .route({
      method: "POST",
      path: "/macros",
      successStatus: 201,
      tags: ["Macros"],
      summary: "Create a macro; what it names must be there",
    })
    .input(
      z
        .object({
          name: Macro.shape.name,
          description: Macro.shape.description.default(""),
          steps: Macro.shape.steps,
          reply: Macro.shape.reply.default(""),
          /** Everybody's, for which it takes access to the settings. */
          shared: z.boolean(),
        })
        .strict(),
    )
    .output(MacroView),
  /** What is absent stays. */
  update: procedure
    .meta({ access: "author-or-settings" })
    .route({ method: "PATCH", path: "/macros/{id}", tags: ["Macros"], summary: "Change a macro" })
    .input(
      byId
        .extend({
          name: Macro.shape.name.optional(),
          description: Macro.shape.description.optional(),
          steps: Macro.shape.steps.optional(),
          reply: Macro.shape.reply.optional(),
          shared: z.boolean().optional(),
        })
        .strict(),
    )
    .output(MacroView),
  remove: procedure
    .meta({ access: "author-or-settings" })
    .route({ method: "DELETE", path: "/macros/{id}", tags: ["Macros"], summary: "Delete a macro" })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
  /** Writes nothing. */
  preview: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/macros/{id}/preview",
      tags: ["Macros"],
      summary: "Show what a macro would do to a ticket",
    })
    .input(byId.extend({ ticketId: TicketId }).strict())
    .output(z.object({ steps: z.array(MacroStepResult), result: MacroResult, reply: RenderedText.nullable() })),
  /** Each ticket is a piece of work of its own; one that is refused is set aside with the reason, and the others go on. */
  run: procedure
    .route({ method: "POST", path: "/macros/{id}/run", tags: ["Macros"], summary: "Run a macro on tickets" })
    .input(
      byId
        .extend({
          ticketIds: z.array(TicketId).min(1).max(MAX_MACRO_TICKETS),
          /** Goes on with a use of the macro that began with other tickets, so that one undo takes back both. Absent: a new one. */
          useId: UseId.optional(),
        })
        .strict(),
    )
    .output(
      z.object({
        useId: UseId,
        results: z.array(MacroResult),
        /** For the answer; null where the macro has none, and for more than one ticket. */
        reply: RenderedText.nullable(),
      }),
    ),
  /** What was changed again since stays as it is, and so do notes, which colleagues have read, and what left the machine. */
  undo: procedure
    .route({
      method: "POST",
      path: "/macros/undo",
      tags: ["Macros"],
      summary: "Take back what a use of a macro changed",
    })
    .input(z.object({ useId: UseId, ticketIds: z.array(TicketId).min(1).max(MAX_MACRO_TICKETS) }).strict())
    .output(
      z.object({
        results: z.array(MacroResult),
        /** What could not be taken back, over all tickets. */
        notes: z.number().int(),
        changedSince: z.number().int(),
      }),
    ),
};

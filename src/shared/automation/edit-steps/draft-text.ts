/** A draft as the text in which the desk keeps it. What is half filled in stays so: only its frame has to be known to be shown. */
import { z } from "zod";
import { DEFINITION_VERSION } from "../definition.ts";
import { STEP_KINDS } from "../steps/step.ts";
import { TRIGGER_KINDS } from "../triggers/trigger.ts";
import { draftOf, type Draft } from "./draft.ts";

const inTable = (table: object) => z.string().refine((type) => Object.hasOwn(table, type));

const AnyStep: z.ZodType = z.lazy(() =>
  z
    .looseObject({
      id: z.string().min(1),
      type: inTable(STEP_KINDS),
      arms: z.array(z.looseObject({ id: z.string(), name: z.string(), steps: z.array(AnyStep) })).optional(),
      otherwise: z.array(AnyStep).optional(),
    })
    .refine(
      ({ type, arms, otherwise }) => !type.startsWith("branch-") || (arms !== undefined && otherwise !== undefined),
    ),
);

/** What the editor takes for granted of any draft. */
const Frame = z.object({
  name: z.string(),
  description: z.string(),
  pipelineId: z.string().nullable(),
  overridesRules: z.boolean(),
  definition: z.looseObject({
    version: z.literal(DEFINITION_VERSION),
    triggers: z.array(z.looseObject({ id: z.string(), type: inTable(TRIGGER_KINDS) })),
    filter: z.looseObject({ match: z.string(), parts: z.array(z.unknown()) }),
    reenrolment: z.looseObject({ kind: z.string() }),
    unenrolment: z.looseObject({ on: z.array(z.string()), filter: z.unknown() }),
    sources: z.array(z.string()),
    businessHours: z.unknown(),
    steps: z.array(AnyStep),
  }),
});

export function writeDraft(draft: Draft): string {
  return JSON.stringify(draftOf(draft));
}

/** Null: another program wrote it, which knows other kinds or another form. */
export function readDraft(text: string): Draft | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  // The frame says that the editor can show it; what is in the fields is checked at the fields, as while they are typed into.
  return Frame.safeParse(value).success ? draftOf(value as Draft) : null;
}

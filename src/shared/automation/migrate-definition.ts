import { z } from "zod";
import { StageId, StepId } from "../model/ids.ts";
import { DEFAULT_SOURCES, DEFINITION_VERSION, WorkflowDefinition } from "./definition.ts";

/** Version 1, as desks of June 2026 and before have it. Never changed after. */
const VersionOne = z.object({
  version: z.literal(1),
  triggers: z
    .array(
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("email-sent-to-customer") }),
        z.object({ type: z.literal("customer-replied") }),
        z.object({ type: z.literal("ticket-created") }),
        z.object({ type: z.literal("stage-reached"), stageId: StageId }),
      ]),
    )
    .min(1),
  reenrolment: z.enum(["never", "every-time"]),
  steps: z.array(z.looseObject({ id: StepId, type: z.enum(["set-property", "move-stage"]) })),
});

/**
 * A definition of any version in the present format; one that is present already comes back as it is.
 * @throws ZodError for what is no definition of any version
 */
export function migrateDefinition(definition: unknown): WorkflowDefinition {
  const old = VersionOne.safeParse(definition);
  if (!old.success) return WorkflowDefinition.parse(definition);
  const { triggers, reenrolment, steps } = old.data;
  return WorkflowDefinition.parse({
    version: DEFINITION_VERSION,
    triggers: triggers.map((trigger, position) => ({ id: `t${position + 1}`, ...trigger })),
    filter: { match: "all", parts: [] },
    reenrolment: { kind: reenrolment === "never" ? "never" : "always" },
    unenrolment: { on: [], filter: null },
    sources: DEFAULT_SOURCES,
    businessHours: null,
    steps,
  });
}

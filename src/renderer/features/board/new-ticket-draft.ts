import { z } from "zod";
import type { DeskClient } from "#shared/contract/index.ts";
import type { UserView } from "#shared/contract/people.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { RequirableProperty, Stage } from "#shared/model/setup/pipeline.ts";
import { checkCreate } from "#shared/rules/pipeline-rules/check-create.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import type { PropertyId } from "#shared/model/setup/property.ts";
import type { MoveRefusal } from "#shared/rules/pipeline-rules/verdict.ts";
import type { MoveProperties } from "../../state/pending-move.ts";
import { ownIn, requirableIn } from "../../components/move/refusal-text.ts";

export type TicketDraft = {
  readonly contactAddress: string;
  readonly contactName: string;
  readonly note: string;
  readonly properties: MoveProperties;
};
export type CreateInput = Parameters<DeskClient["tickets"]["create"]>[0];
/** Fields that can't stay as they are. */
export type DraftProblems = { readonly [field in RequirableProperty | "contactAddress"]?: "missing" | "wrong" } & {
  /** The desk's own properties that the stage asks for and that have no value. */
  readonly values?: readonly PropertyId[];
};
export type CheckedDraft =
  | { readonly input: CreateInput; readonly problems: DraftProblems }
  | { readonly input: undefined; readonly problems: DraftProblems; readonly refusal: MoveRefusal | undefined };

const Address = z.email();

/** Either what to send to the core, or which fields are wrong and which rule (G3, G4) stands against it. */
export function checkDraft(draft: TicketDraft, pipeline: PipelineView, stage: Stage, me: UserView): CheckedDraft {
  const { subject = "", priority = null, ownerId = null, dueAtEpochMs = null, tags = [], values } = draft.properties;
  const address = draft.contactAddress.trim();
  const verdict = checkCreate({
    pipeline,
    stageId: stage.id,
    ticket: { subject: subject.trim(), priority, ownerId, dueAtEpochMs, tags, values },
    actor: { kind: "user", userId: me.id, permissions: me.permissions },
  });
  const missing = verdict.allowed || verdict.rule !== "G4" ? [] : requirableIn(verdict.missing);
  const own = verdict.allowed || verdict.rule !== "G4" ? [] : ownIn(verdict.missing);
  const problems: DraftProblems = {
    ...Object.fromEntries(missing.map((property) => [property, "missing"])),
    ...(own.length === 0 ? {} : { values: own }),
    ...(subject.trim() === "" ? { subject: "missing" } : {}),
    ...(address !== "" && !Address.safeParse(address).success ? { contactAddress: "wrong" } : {}),
  };
  if (Object.keys(problems).length > 0 || !verdict.allowed) {
    return { input: undefined, problems, refusal: verdict.allowed ? undefined : verdict };
  }
  return {
    problems,
    input: {
      subject: subject.trim(),
      pipelineId: pipeline.id,
      stageId: stage.id,
      priority,
      ownerId,
      dueAtEpochMs,
      tags,
      ...(values === undefined ? {} : { values }),
      contactName: draft.contactName.trim(),
      note: draft.note.trim(),
      ...(address === "" ? {} : { contactAddress: address }),
    },
  };
}

/** The desk's own properties that a new ticket is asked for: what its stage requires, and what has been filled in already. */
export function requiredOwn(
  properties: readonly PropertyView[],
  { rules }: PipelineView,
  stageId: string | undefined,
  { values }: MoveProperties,
): PropertyView[] {
  const required = stageId === undefined ? [] : (rules.requiredValues?.[stageId] ?? []);
  return properties.filter(({ id }) => required.includes(id) || (values?.[id] ?? null) !== null);
}

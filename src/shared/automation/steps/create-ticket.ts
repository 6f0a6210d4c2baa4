import { z } from "zod";
import { PipelineId, StageId, UserId } from "../../model/ids.ts";
import { TicketPriority } from "../../model/ticket-priority.ts";
import { asksAll } from "../asked.ts";
import { quoted } from "../describe/values.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { StepBase, Tag, TitleTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";
import { userAt, validateUser } from "./people.ts";

const schema = StepBase.extend({
  type: z.literal("create-ticket"),
  subject: TitleTemplate,
  pipelineId: PipelineId,
  stageId: StageId,
  priority: TicketPriority.nullable().default(null),
  tags: z.array(Tag).max(50).default([]),
  /** `same`: the ticket's own. */
  owner: z.union([z.literal("same"), z.literal("nobody"), UserId]).default("nobody"),
  /** The ticket's contact is its too. */
  sameContact: z.boolean().default(true),
  /** The two are linked. */
  linked: z.boolean().default(true),
});
export type CreateTicketStep = z.infer<typeof schema>;

const isUser = (owner: CreateTicketStep["owner"]): owner is UserId => owner !== "same" && owner !== "nobody";

export const createTicket: ActionKind<typeof schema> = {
  type: "create-ticket",
  category: "crm",
  icon: "ticket",
  label: "words.kind.create-ticket",
  schema,
  awaitsAnswer: false,
  defaults: ({ pipelineId, stageId }) => ({
    type: "create-ticket",
    subject: "{{ ticket.subject }}",
    pipelineId,
    stageId,
    priority: null,
    tags: [],
    owner: "nobody",
    sameContact: true,
    linked: true,
  }),
  references(step, path, at) {
    const pipelineId = PipelineId.parse(at("pipeline", step.pipelineId, `${path}.pipelineId`));
    const stageId = StageId.parse(at("stage", step.stageId, `${path}.stageId`));
    const owner = isUser(step.owner) ? userAt(step.owner, `${path}.owner`, at) : step.owner;
    return { ...step, pipelineId, stageId, owner };
  },
  withoutSecrets: hasNoSecrets,
  templates: ({ subject }) => [{ field: "subject", text: subject }],
  asks: asksAll,
  changes: changesNothing,
  validate({ pipelineId, stageId, owner }, path, context, report) {
    if (!context.has("pipeline", pipelineId)) report(`${path}.pipelineId`, "unknown-pipeline", pipelineId);
    else if (!context.hasStage(stageId, pipelineId)) report(`${path}.stageId`, "unknown-stage", stageId);
    if (isUser(owner)) validateUser(owner, `${path}.owner`, context, report);
  },
  describe: ({ subject, stageId, pipelineId }, names) =>
    words("words.step.create-ticket", {
      subject: quoted(subject),
      stage: nameOf(names, "stage", stageId),
      pipeline: nameOf(names, "pipeline", pipelineId),
    }),
};

import { z } from "zod";
import { StageId } from "../../model/ids.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { matchesAll, TriggerBase, type TriggerKind } from "./kind.ts";

const schema = TriggerBase.extend({ type: z.literal("stage-reached"), stageId: StageId });

/** A ticket comes into a status, also as it is made (E1). */
export const stageReached: TriggerKind<typeof schema> = {
  type: "stage-reached",
  category: "ticket",
  icon: "flag",
  label: "words.triggerKind.stage-reached",
  schema,
  occasion: "move",
  isByCustomer: false,
  defaults: ({ stageId }) => ({ type: "stage-reached", stageId }),
  references: (trigger, path, at) => ({
    ...trigger,
    stageId: StageId.parse(at("stage", trigger.stageId, `${path}.stageId`)),
  }),
  withoutSecrets: hasNoSecrets,
  key: ({ stageId }) => keyOf(stageId),
  keysOf({ body }) {
    if (body.type === "ticket.created") return [keyOf(body.at.stageId)];
    return body.type === "ticket.stage-changed" ? [keyOf(body.to.stageId)] : [];
  },
  matches: matchesAll,
  meetsNow: ({ stageId }, { ticket }) => ticket.stageId === stageId,
  coincides: (one, other) => one.stageId === other.stageId,
  isSetOffBy: ({ stageId }, change) =>
    change.kind === "sets" && change.property === "stageId" && change.value === JSON.stringify(stageId),
  validate({ stageId }, path, context, report) {
    if (!context.hasStage(stageId, context.pipelineId)) report(`${path}.stageId`, "unknown-stage", stageId);
  },
  describe: ({ stageId }, names) => words("words.trigger.stage-reached", { stage: nameOf(names, "stage", stageId) }),
};

const keyOf = (stageId: string) => `stage-reached:${stageId}`;

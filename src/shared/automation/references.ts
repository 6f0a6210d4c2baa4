/** Which documents of the desk a definition names: for export and import (F12), and for what happens when one of them goes. Pure. */
import { PipelineId, StageId, UserId, WorkflowId } from "../model/ids.ts";
import type { Trigger, WorkflowDefinition } from "./definition.ts";
import type { Condition } from "./filters/filter.ts";
import { propertyType, type ReferenceKind } from "./filters/properties.ts";
import { mapDefinition } from "./map-definition.ts";
import type { Audience } from "./steps/communications.ts";
import type { Step } from "./steps/step.ts";

/** A place of a definition that names a document. */
export type Reference = { readonly kind: ReferenceKind; readonly id: string; readonly path: string };

/** The documents that a definition names, in the order in which they stand there; one that is named twice comes twice. */
export function referencesOf(definition: WorkflowDefinition): Reference[] {
  const found: Reference[] = [];
  mapReferences(definition, (reference) => {
    found.push(reference);
    return reference.id;
  });
  return found;
}

/** The definition with each name of a document replaced. */
export function mapReferences(
  definition: WorkflowDefinition,
  replace: (reference: Reference) => string,
): WorkflowDefinition {
  const at = (kind: ReferenceKind, id: string, path: string) => replace({ kind, id, path });
  return mapDefinition(definition, {
    trigger: (trigger, path) => inTrigger(trigger, path, at),
    condition: (condition, path) => inCondition(condition, path, at),
    step: (step, path) => inStep(step, path, at),
  });
}

type At = (kind: ReferenceKind, id: string, path: string) => string;

/** What the values of a property name; null for those that are plain values. */
export function referenceKindOf(object: string, property: string): ReferenceKind | null {
  const type = propertyType(object, property);
  if (type === null || (type.kind !== "choice" && type.kind !== "set")) return null;
  return typeof type.values === "string" && type.values !== "free" ? type.values : null;
}

function inTrigger(trigger: Trigger, path: string, at: At): Trigger {
  if (trigger.type === "stage-reached")
    return { ...trigger, stageId: StageId.parse(at("stage", trigger.stageId, `${path}.stageId`)) };
  if (trigger.type !== "property-changed" || trigger.property === null) return trigger;
  const kind = referenceKindOf("ticket", trigger.property);
  if (kind === null) return trigger;
  return {
    ...trigger,
    ...(typeof trigger.from === "string" ? { from: at(kind, trigger.from, `${path}.from`) } : {}),
    ...(typeof trigger.to === "string" ? { to: at(kind, trigger.to, `${path}.to`) } : {}),
  };
}

function inCondition(condition: Condition, path: string, at: At): Condition {
  if ("author" in condition) {
    const { author } = condition;
    if (author.kind === "user")
      return { ...condition, author: { ...author, userId: userAt(at, author.userId, `${path}.author.userId`) } };
    if (author.kind !== "workflow") return condition;
    const workflowId = WorkflowId.parse(at("workflow", author.workflowId, `${path}.author.workflowId`));
    return { ...condition, author: { ...author, workflowId } };
  }
  const kind = referenceKindOf(condition.object, condition.property);
  if (kind === null) return condition;
  if ("value" in condition) return { ...condition, value: at(kind, condition.value, `${path}.value`) };
  if (!("values" in condition)) return condition;
  return { ...condition, values: condition.values.map((id, index) => at(kind, id, `${path}.values.${index}`)) };
}

const userAt = (at: At, id: string, path: string) => UserId.parse(at("user", id, path));
const usersAt = (at: At, ids: readonly string[], path: string) =>
  ids.map((id, index) => userAt(at, id, `${path}.${index}`));
const teamsAt = (at: At, ids: readonly string[], path: string) =>
  ids.map((id, index) => at("team", id, `${path}.${index}`));

function inAudience(to: Audience, path: string, at: At): Audience {
  return {
    ...to,
    userIds: usersAt(at, to.userIds, `${path}.userIds`),
    teamIds: teamsAt(at, to.teamIds, `${path}.teamIds`),
  };
}

function inStep(step: Step, path: string, at: At): Step {
  switch (step.type) {
    case "move-stage": {
      // The pipeline first: whoever looks for the stage by its name must know where.
      const pipelineId = step.pipelineId && PipelineId.parse(at("pipeline", step.pipelineId, `${path}.pipelineId`));
      const stageId = StageId.parse(at("stage", step.stageId, `${path}.stageId`));
      return { ...step, stageId, ...(pipelineId === undefined ? {} : { pipelineId }) };
    }
    case "create-ticket": {
      const pipelineId = PipelineId.parse(at("pipeline", step.pipelineId, `${path}.pipelineId`));
      const stageId = StageId.parse(at("stage", step.stageId, `${path}.stageId`));
      const owner =
        step.owner === "same" || step.owner === "nobody" ? step.owner : userAt(at, step.owner, `${path}.owner`);
      return { ...step, pipelineId, stageId, owner };
    }
    case "set-owner":
    case "create-task":
      return step.userId === null ? step : { ...step, userId: userAt(at, step.userId, `${path}.userId`) };
    case "add-followers":
      return { ...step, userIds: usersAt(at, step.userIds, `${path}.userIds`) };
    case "rotate-owner": {
      const userIds = usersAt(at, step.userIds, `${path}.userIds`);
      return { ...step, userIds, teamIds: teamsAt(at, step.teamIds, `${path}.teamIds`) };
    }
    case "send-email": {
      const { mail } = step;
      if (mail.kind !== "template") return step;
      return {
        ...step,
        mail: { ...mail, templateId: at("mail-template", mail.templateId, `${path}.mail.templateId`) },
      };
    }
    case "send-internal-email":
    case "notify":
      return { ...step, to: inAudience(step.to, `${path}.to`, at) };
    case "enrol-in":
    case "unenrol-from":
      return { ...step, workflowId: WorkflowId.parse(at("workflow", step.workflowId, `${path}.workflowId`)) };
    case "branch-value": {
      const kind = referenceKindOf(step.object, step.property);
      if (kind === null) return step;
      const arms = step.arms.map((arm, index) => ({
        ...arm,
        values: arm.values.map((id, number) => at(kind, id, `${path}.arms.${index}.values.${number}`)),
      }));
      return { ...step, arms };
    }
    default:
      return step;
  }
}

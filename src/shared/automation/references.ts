/** Which documents of the desk a definition names: for export and import (F12), and for what happens when one of them goes. Pure. */
import { UserId, WorkflowId } from "../model/ids.ts";
import type { WorkflowDefinition } from "./definition.ts";
import type { Condition } from "./filters/filter.ts";
import { referenceKindOf, type ReferenceKind } from "./filters/properties.ts";
import type { At } from "./kind.ts";
import { atProperty } from "./property-reference.ts";
import { mapDefinition } from "./map-definition.ts";
import { kindOf } from "./steps/step.ts";
import { kindOfTrigger } from "./triggers/trigger.ts";

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
  const at: At = (kind, id, path) => replace({ kind, id, path });
  return mapDefinition(definition, {
    trigger: (trigger, path) => kindOfTrigger(trigger).references(trigger, path, at),
    condition: (condition, path) => inCondition(condition, path, at),
    step: (step, path) => kindOf(step).references(step, path, at),
  });
}

function inCondition(read: Condition, path: string, at: At): Condition {
  // By what the values are of, before the property is another one.
  const kind = referenceKindOf(read.object, read.property);
  const condition = { ...read, property: atProperty(read.property, `${path}.property`, at) };
  if ("author" in condition) {
    const { author } = condition;
    if (author.kind === "user")
      return {
        ...condition,
        author: { ...author, userId: UserId.parse(at("user", author.userId, `${path}.author.userId`)) },
      };
    if (author.kind !== "workflow") return condition;
    const workflowId = WorkflowId.parse(at("workflow", author.workflowId, `${path}.author.workflowId`));
    return { ...condition, author: { ...author, workflowId } };
  }
  if (kind === null) return condition;
  if ("value" in condition) return { ...condition, value: at(kind, condition.value, `${path}.value`) };
  if (!("values" in condition)) return condition;
  return { ...condition, values: condition.values.map((id, index) => at(kind, id, `${path}.values.${index}`)) };
}

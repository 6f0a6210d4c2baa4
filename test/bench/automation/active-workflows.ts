import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { definition, step } from "./desk-of.ts";

/** Of many workflows a tenth listens to the same change; one of those fits and acts. */
export function activeWorkflows(count: number): WorkflowDefinition[] {
  const acting = definition(
    [{ id: step("due"), type: "set-due", after: { amount: 4, unit: "hours" }, businessHours: false }],
    {
      triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
    },
  );
  const triggers: WorkflowDefinition["triggers"] = [
    { id: "t1", type: "property-changed", property: "priority" },
    { id: "t1", type: "ticket-created" },
    { id: "t1", type: "email-received" },
    { id: "t1", type: "customer-replied" },
    { id: "t1", type: "note-added" },
    { id: "t1", type: "property-changed", property: "ownerId" },
    { id: "t1", type: "property-changed", property: "tags" },
    { id: "t1", type: "email-sent" },
    { id: "t1", type: "form-submitted" },
    { id: "t1", type: "manual" },
  ];
  const others = Array.from({ length: count - 1 }, (_, at) =>
    definition([{ id: step("tag"), type: "add-tags", tags: [`tag-${at}`] }], {
      triggers: [triggers[at % triggers.length] ?? { id: "t1", type: "manual" }],
      filter: {
        match: "all",
        parts: [
          { object: "ticket", property: "tags", operator: "has-any-of", values: [`wanted-${at}`] },
          { object: "ticket", property: "stageKind", operator: "is", value: "open" },
        ],
      },
    }),
  );
  return [acting, ...others];
}

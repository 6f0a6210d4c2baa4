import { propertyType, type PropertyType } from "../filters/properties.ts";
import { checkTemplate } from "../placeholders/check-template.ts";
import type { CopyPropertyStep } from "../steps/data.ts";
import type { Step } from "../steps/step.ts";
import type { DefinitionContext, Report } from "./issue.ts";

/** What the schema of data steps can't see. Steps of other kinds are passed over. */
export function validateData(step: Step, path: string, _context: DefinitionContext, report: Report): void {
  switch (step.type) {
    case "copy-property": {
      const { from, to } = step;
      const name = `${from.object}.${from.property}`;
      const type = propertyType(from.object, from.property);
      if (type === null) report(`${path}.from.property`, "unknown-property", name);
      else if (!fits(type, to) || name === `ticket.${to}`) report(`${path}.to`, "does-not-fit", `${name} → ${to}`);
      return;
    }
    case "increase-property":
      if (step.change.property === "priority" && step.change.by === 0) report(`${path}.change.by`, "does-not-fit", "0");
      return;
    case "format-property":
      for (const { message } of checkTemplate(step.template)) report(`${path}.template`, "bad-placeholder", message);
      return;
    default:
      return;
  }
}

/** Whether a value of that type can ever be one of the property's; texts may, so what they say is seen when the step runs. */
function fits(type: PropertyType, to: CopyPropertyStep["to"]): boolean {
  switch (to) {
    case "subject":
      return type.kind === "text" || type.kind === "number" || (type.kind === "choice" && Array.isArray(type.values));
    case "priority":
      return type.kind === "text" || (type.kind === "choice" && Array.isArray(type.values));
    case "ownerId":
      return type.kind === "text" || (type.kind === "choice" && type.values === "user");
    case "dueAtEpochMs":
    case "closedAtEpochMs":
      return type.kind === "date";
  }
}

import { checkTemplate } from "../placeholders/check-template.ts";
import type { Step } from "../steps/step.ts";
import type { DefinitionContext, Report } from "./issue.ts";

/** What the schema of CRM steps can't see. Steps of other kinds are passed over. */
export function validateCrm(step: Step, path: string, context: DefinitionContext, report: Report): void {
  const template = (field: "title" | "detail" | "subject", text: string) => {
    for (const { message } of checkTemplate(text)) report(`${path}.${field}`, "bad-placeholder", message);
  };
  const user = (id: string, field: string) => {
    if (!context.has("user", id)) report(`${path}.${field}`, "unknown-user", id);
  };
  switch (step.type) {
    case "create-task":
      template("title", step.title);
      template("detail", step.detail);
      if (step.userId !== null) user(step.userId, "userId");
      return;
    case "create-ticket":
      template("subject", step.subject);
      if (!context.has("pipeline", step.pipelineId)) report(`${path}.pipelineId`, "unknown-pipeline", step.pipelineId);
      else if (!context.hasStage(step.stageId, step.pipelineId))
        report(`${path}.stageId`, "unknown-stage", step.stageId);
      if (step.owner !== "same" && step.owner !== "nobody") user(step.owner, "owner");
      return;
    case "rotate-owner":
      step.userIds.forEach((id, position) => user(id, `userIds.${position}`));
      step.teamIds.forEach((id, position) => {
        if (!context.has("team", id)) report(`${path}.teamIds.${position}`, "unknown-team", id);
      });
      if (step.userIds.length + step.teamIds.length === 0) report(path, "nobody-named");
      return;
    // A workflow may name itself: to take the ticket out, or to begin again where it says so. Rings of workflows are told by the linter.
    case "enrol-in":
    case "unenrol-from":
      if (!context.has("workflow", step.workflowId)) report(`${path}.workflowId`, "unknown-workflow", step.workflowId);
      return;
    default:
      return;
  }
}

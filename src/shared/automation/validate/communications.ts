import type { z } from "zod";
import { checkTemplate } from "../placeholders/check-template.ts";
import type { Audience } from "../steps/communications.ts";
import type { Step } from "../steps/step.ts";
import type { DefinitionContext, Report } from "./issue.ts";

/** What the schema of communications steps can't see. Steps of other kinds are passed over. */
export function validateCommunication(step: Step, path: string, context: DefinitionContext, report: Report): void {
  switch (step.type) {
    case "send-email": {
      const { mail } = step;
      if (mail.kind === "template") {
        if (!context.has("mail-template", mail.templateId))
          report(`${path}.mail.templateId`, "unknown-template", mail.templateId);
        return;
      }
      validateTemplate(mail.subject, `${path}.mail.subject`, report);
      validateTemplate(mail.body, `${path}.mail.body`, report);
      return;
    }
    case "send-internal-email":
      validateAudience(step.to, `${path}.to`, context, report, step.addresses.length > 0);
      validateTemplate(step.subject, `${path}.subject`, report);
      validateTemplate(step.body, `${path}.body`, report);
      return;
    case "notify":
      validateAudience(step.to, `${path}.to`, context, report, false);
      validateTemplate(step.title, `${path}.title`, report);
      validateTemplate(step.text, `${path}.text`, report);
      return;
    case "add-note":
      validateTemplate(step.text, `${path}.text`, report);
      return;
    default:
      return;
  }
}

/** F6: each placeholder that is not there, each mistake of Liquid. */
function validateTemplate(template: string, path: string, report: Report): void {
  for (const { message } of checkTemplate(template)) report(path, "bad-placeholder", message);
}

function validateAudience(
  { userIds, teamIds, owner, followers }: z.infer<typeof Audience>,
  path: string,
  context: DefinitionContext,
  report: Report,
  hasOthers: boolean,
): void {
  userIds.forEach((id, position) => {
    if (!context.has("user", id)) report(`${path}.userIds.${position}`, "unknown-user", id);
  });
  teamIds.forEach((id, position) => {
    if (!context.has("team", id)) report(`${path}.teamIds.${position}`, "unknown-team", id);
  });
  const isNobody = userIds.length + teamIds.length === 0 && !owner && !followers && !hasOthers;
  if (isNobody) report(path, "nobody-named");
}

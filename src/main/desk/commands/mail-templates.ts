import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import { checkTemplate } from "#shared/automation/placeholders/check-template.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Language } from "#shared/i18n/index.ts";
import type { MailTemplate } from "#shared/model/setup/mail-template.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { workflowsNaming } from "../queries/workflows-naming.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

type Words = Pick<MailTemplate, "name" | "subject" | "body" | "html" | "marketing">;

/** @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID with the paths of placeholders that are not there (F6) */
export function createMailTemplate(context: DeskContext, actor: Actor, words: Words): Promise<MailTemplate> {
  requireAutomationAccess(actor);
  requirePlaceholders(context, words);
  return context.queue.run(async () => {
    const id = derivedId("mt", context.nextStamp());
    const createdAtEpochMs = context.clock.nowEpochMs();
    await addSetup(context, [{ ...words, id, kind: "mail-template", builtIn: null, createdAtEpochMs, stamps: {} }]);
    return context.setup.require("mail-template", id);
  });
}

export type UpdateMailTemplateInput = { readonly id: string } & {
  readonly [Name in keyof Words]?: Words[Name] | undefined;
} & {
  /** Where one of these is another by now, nothing is changed. */
  readonly onlyIf?: { readonly [Name in keyof Words]?: Words[Name] | undefined } | undefined;
};

/**
 * Changes what is given and leaves the rest.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for placeholders that are not there (F6) and for a built-in template that shall be
 * marketing (E4), PD_DESK_CHANGED where it is not `onlyIf` any more
 */
export function updateMailTemplate(
  context: DeskContext,
  actor: Actor,
  { id, onlyIf, ...changes }: UpdateMailTemplateInput,
): Promise<MailTemplate> {
  requireAutomationAccess(actor);
  requirePlaceholders(context, changes);
  return context.queue.run(async () => {
    const template = context.setup.require("mail-template", id);
    if (template.builtIn !== null && changes.marketing === true)
      throw invalid("A built-in template is transactional: make one of your own for marketing.", "marketing");
    requireUnchanged(template, onlyIf);
    await writeSetup<MailTemplate>(context, template, known(changes));
    return context.setup.require("mail-template", id);
  });
}

/** Gives a built-in template its own words again. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for one that was made here */
export function resetMailTemplate(
  context: DeskContext,
  actor: Actor,
  id: string,
  language: Language,
): Promise<MailTemplate> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const template = context.setup.require("mail-template", id);
    if (template.builtIn === null) throw invalid("Only a built-in template has words to go back to.", "id");
    await writeSetup<MailTemplate>(context, template, BUILT_IN_MAIL_TEMPLATES[language][template.builtIn]);
    return context.setup.require("mail-template", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a built-in one and for one that a workflow sends */
export function removeMailTemplate(context: DeskContext, actor: Actor, id: string): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const template = context.setup.require("mail-template", id);
    if (template.builtIn !== null) throw invalid("A built-in template can be reset, not deleted.", "id");
    const users = await workflowsNaming(context, "mail-template", id);
    if (users.length > 0) {
      const names = users.join(", ");
      const message = `The template is sent by: ${names}.`;
      throw new PipedeskError("PD_INPUT_INVALID", message, {
        details: { what: "workflow", id: names, reason: "in-use", issues: [{ path: "id", message }] },
      });
    }
    await removeSetup(context, [template]);
  });
}

function known<Given extends object>(changes: Given): { [Name in keyof Given]: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]: Exclude<Given[Name], undefined>;
  };
}

function requirePlaceholders(
  { setup }: DeskContext,
  { subject, body }: { readonly subject?: string | undefined; readonly body?: string | undefined },
) {
  const hasKey = (key: string) => setup.all("property").some((property) => property.key === key);
  const issues = Object.entries({ subject, body }).flatMap(([path, template]) =>
    checkTemplate(template ?? "", hasKey).map(({ message }) => ({ path, message })),
  );
  if (issues.length === 0) return;
  throw new PipedeskError("PD_INPUT_INVALID", "The template cannot be saved as it is.", { details: { issues } });
}

function invalid(message: string, path: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}

import {
  createMailTemplate,
  removeMailTemplate,
  resetMailTemplate,
  updateMailTemplate,
} from "#main/desk/commands/mail-templates.ts";
import { previewMailTemplate } from "#main/automation/mail-templates/preview.ts";
import { sendTestMail } from "#main/automation/mail-templates/send-test.ts";
import { setPublicUrl } from "#main/desk/commands/public-url.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function mailTemplatesProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { mailTemplates } = base;
  return {
    list: mailTemplates.list.handler(() => ({
      items: context.setup.all("mail-template").map((template) => viewOf(template)),
    })),
    get: mailTemplates.get.handler(({ input }) => viewOf(context.setup.require("mail-template", input.id))),
    create: mailTemplates.create.handler(async ({ input, context: caller }) =>
      viewOf(await createMailTemplate(context, actorOf(deps, caller), input)),
    ),
    update: mailTemplates.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateMailTemplate(context, actorOf(deps, caller), input)),
    ),
    reset: mailTemplates.reset.handler(async ({ input, context: caller }) =>
      viewOf(await resetMailTemplate(context, actorOf(deps, caller), input.id, input.language)),
    ),
    remove: mailTemplates.remove.handler(async ({ input, context: caller }) => {
      await removeMailTemplate(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
    preview: mailTemplates.preview.handler(({ input }) => previewMailTemplate(context, input)),
    sendTest: mailTemplates.sendTest.handler(async ({ input, context: caller }) => ({
      outboxItemId: await sendTestMail(context, actorOf(deps, caller), input),
    })),
    publicUrl: mailTemplates.publicUrl.handler(() => ({
      publicUrl: context.setup.require("settings", SETTINGS_ID).publicUrl ?? null,
    })),
    setPublicUrl: mailTemplates.setPublicUrl.handler(async ({ input, context: caller }) => ({
      publicUrl: await setPublicUrl(context, actorOf(deps, caller), input.publicUrl),
    })),
  };
}

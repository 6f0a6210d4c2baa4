import { useMemo } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { navigate } from "#renderer/state/routes.ts";
import { templateRoute } from "#renderer/state/template-routes.ts";
import type { Step } from "#renderer/state/undo-stack.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { type TemplateWords, wordsOf } from "./template-words.ts";

export type TemplateCommands = {
  /** Makes one, and says so. Rejects with what the desk refuses it with. */
  create(words: TemplateWords): Promise<MailTemplateView>;
  /** Keeps changed words over those that they were made from, which can be undone. Rejects with what the desk refuses it with: `PD_DESK_CHANGED` where it has others by now. */
  save(id: string, before: TemplateWords, after: TemplateWords): Promise<void>;
  duplicate(template: MailTemplateView): Promise<void>;
  /** Resolves to the names of the workflows whose tickets are still to get it; null where it is deleted, or the failure was told. */
  remove(template: MailTemplateView): Promise<string | null>;
};

export function useTemplateCommands(): TemplateCommands {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const undo = useUndo();
  return useMemo(
    () => ({
      async create(words) {
        const made = await client.mailTemplates.create(words);
        toasts.done(t("mailTemplates.created", { name: made.name }));
        return made;
      },
      async save(id, before, after) {
        const save = (words: TemplateWords, onlyIf: TemplateWords) =>
          client.mailTemplates.update({ id, ...words, onlyIf });
        const answer = save(after, before);
        undo.recordChange({ what: t("mailTemplates.change", { name: after.name }), before, after, save, answer });
        await answer;
      },
      async duplicate(template) {
        try {
          const made = await client.mailTemplates.create({
            ...wordsOf(template),
            name: t("mailTemplates.copyName", { name: template.name.slice(0, MAX_COPIED_NAME) }),
          });
          navigate(templateRoute(made.id));
        } catch (error) {
          toasts.failed(error);
        }
      },
      async remove(template) {
        try {
          await client.mailTemplates.remove({ id: template.id });
        } catch (error) {
          const { data } = failureOf(error);
          if (data.reason === "in-use") return data.id ?? "";
          toasts.failed(error);
          return null;
        }
        const what = t("mailTemplates.removed", { name: template.name });
        // It comes back under another id: nothing named it.
        const step: Step = { what, undo: () => client.mailTemplates.create(wordsOf(template)), redo: null };
        undo.record(step);
        toasts.done(what, { step: { step, takeBack: () => undo.takeBack(step) } });
        return null;
      },
    }),
    [client, t, toasts, undo],
  );
}

/** A name has room for 120 characters, with the words that tell that it is a copy. */
const MAX_COPIED_NAME = 100;

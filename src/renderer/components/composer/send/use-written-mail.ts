import { navigate } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { useToasts } from "../../use-toasts.tsx";
import { EMPTY_DRAFT, type MailDraft } from "../draft/mail-draft.ts";
import type { Draft } from "../draft/use-draft.ts";

export type WrittenMail = {
  /** Hands the mail to the core; the draft ends with it. @returns the error where it was refused: the draft is as it was */
  readonly handOver: (
    written: MailDraft,
    send: () => Promise<unknown>,
  ) => Promise<{ readonly error: unknown } | undefined>;
  /** Empties the draft; the toast brings it back. */
  readonly discard: () => void;
};

/** What becomes of a mail that is written outside of a ticket. */
export function useWrittenMail(draft: Draft<MailDraft>, onSent: () => void): WrittenMail {
  const { t } = useI18n();
  const toasts = useToasts();
  return {
    async handOver(written, send) {
      try {
        await send();
      } catch (error) {
        if (failureOf(error).code === "PD_DRAFT_SENT") draft.renew();
        return { error };
      }
      draft.end(written);
      onSent();
      toasts.done(t("contacts.compose.sent"), {
        action: { label: t("contacts.compose.open"), run: () => navigate({ page: "outbox", tab: null, itemId: null }) },
      });
      return undefined;
    },
    discard() {
      const before = draft.content;
      draft.replace(() => EMPTY_DRAFT);
      toasts.done(t("ticket.composer.discarded"), { undo: () => draft.replace(() => before) });
    },
  };
}

import { SegmentedControl, Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import { skipReasonText } from "#shared/automation/skip-reasons.ts";
import type { MailTemplatePreview } from "#shared/contract/mail-templates.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { MailHtml } from "#renderer/components/workflow/preview/MailHtml.tsx";
import { TicketPicker } from "#renderer/components/workflow/preview/TicketPicker.tsx";
import type { TicketChoice } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { TemplateWords } from "./template-words.ts";
import css from "./templates.module.css";

const cx = classNamesOf(css);
const LOOKS = ["light", "dark", "narrow", "plain"] as const;
type Look = (typeof LOOKS)[number];

/** What the words on the screen would say for a ticket of the desk, as different programs show it. Nothing is sent. */
export function TemplatePreview(props: {
  readonly words: TemplateWords;
  readonly isReady: boolean;
  readonly choice: TicketChoice;
}) {
  const { words, isReady, choice } = props;
  const { t } = useI18n();
  const [look, setLook] = useState<Look>("light");
  const told = useTold(words, isReady, choice.ticketId);
  return (
    <section className={cx("preview")} aria-label={t("mailTemplates.preview")}>
      <h2 className={cx("previewTitle")}>{t("mailTemplates.preview")}</h2>
      <TicketPicker choice={choice} />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("mailTemplates.preview.look")}
        value={look}
        data={LOOKS.map((value) => ({ value, label: t(`mailTemplates.preview.${value}`) }))}
        onChange={(value) => setLook(LOOKS.find((one) => one === value) ?? "light")}
      />
      {choice.ticketId === null ? null : !isReady ? (
        <p className={cx("faint")}>
          {t(
            words.subject.trim() === "" || words.body.trim() === ""
              ? "mailTemplates.preview.empty"
              : "mailTemplates.preview.wrong",
          )}
        </p>
      ) : told.kind === "waiting" ? (
        <div className={cx("mail", "waiting")} aria-hidden>
          <Skeleton height={10} width="55%" />
          <Skeleton height={10} width="94%" />
          <Skeleton height={10} width="41%" />
        </div>
      ) : told.kind === "failed" ? (
        <p className={cx("faint")}>{failureText(told.error, t)}</p>
      ) : (
        <Mail mail={told.mail} look={look} />
      )}
    </section>
  );
}

function Mail({ mail, look }: { readonly mail: MailTemplatePreview; readonly look: Look }) {
  const { t } = useI18n();
  const name = mail.to === null ? t("mailTemplates.preview.toNobody") : mail.to.name || mail.to.address;
  return (
    <>
      {mail.leftOut === null ? null : (
        <p className={cx("leftOut")}>
          {t("mailTemplates.preview.leftOut", { reason: skipReasonText(mail.leftOut, t) })}
        </p>
      )}
      <article className={cx("mail", look === "narrow" && "narrow", look === "dark" && "dark")}>
        <p className={cx("to")} dir="auto" title={mail.to?.address}>
          {t("inbox.to", { names: name })}
        </p>
        <p className={cx("mailSubject")} dir="auto">
          {mail.subject}
        </p>
        {look === "plain" ? (
          <pre className={cx("plain")} dir="auto">
            {mail.text}
          </pre>
        ) : (
          <MailHtml mail={mail} html={mail.html} isDark={look === "dark"} />
        )}
      </article>
    </>
  );
}

type Told =
  | { readonly kind: "waiting" }
  | { readonly kind: "told"; readonly mail: MailTemplatePreview }
  | { readonly kind: "failed"; readonly error: unknown };

/** Typing goes on without a preview at each letter. */
const PAUSE_MS = 400;

/** What was shown stays until the next answer. */
function useTold(words: TemplateWords, isReady: boolean, ticketId: TicketId | null): Told {
  const { client } = useDesk();
  const { subject, body, html, marketing } = words;
  const [told, setTold] = useState<Told>({ kind: "waiting" });
  useEffect(() => {
    if (ticketId === null || !isReady) return undefined;
    const aborted = new AbortController();
    const { signal } = aborted;
    const ask = () =>
      client.mailTemplates.preview({ subject, body, html, marketing, ticketId }, { signal }).then(
        (mail) => signal.aborted || setTold({ kind: "told", mail }),
        (error: unknown) => signal.aborted || setTold({ kind: "failed", error }),
      );
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [client, subject, body, html, marketing, isReady, ticketId]);
  return told;
}

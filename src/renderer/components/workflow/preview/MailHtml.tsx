import { useMemo } from "react";
import { frameDocument } from "#renderer/components/mail-html/frame-document.ts";
import { HtmlFrame } from "#renderer/components/mail-html/HtmlFrame.tsx";
import { type SanitiseRequest, useSanitised } from "#renderer/components/mail-html/use-sanitised.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PreviewedMail } from "./use-preview.ts";

/** A formatted mail as its reader will see it, with nothing fetched from the network; its text until that is ready, and where it can't be shown. */
export function MailHtml(props: {
  readonly mail: Pick<PreviewedMail, "subject" | "text">;
  readonly html: string;
  /** As a program shows it that shows dark mails. */
  readonly isDark?: boolean;
}) {
  const { mail, html, isDark = false } = props;
  const { t } = useI18n();
  const request = useMemo<SanitiseRequest>(
    () => ({ html, policy: { remoteImages: false, inlineImages: new Map() }, quoteLabels: null, evenIfHeavy: false }),
    [html],
  );
  const state = useSanitised(request);
  const document = useMemo(
    () =>
      state.kind === "done" && state.result.kind === "content"
        ? frameDocument(state.result, { remoteImages: false, title: mail.subject, isDark })
        : null,
    [state, mail.subject, isDark],
  );
  if (document === null) return mail.text;
  return <HtmlFrame document={document} title={t("ticket.html.frame", { subject: mail.subject })} />;
}

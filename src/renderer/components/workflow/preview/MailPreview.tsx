import { Skeleton } from "@mantine/core";
import type { Step } from "#shared/automation/steps/step.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { MailView } from "./MailView.tsx";
import { writesMail } from "./preview-step.ts";
import { TicketPicker } from "./TicketPicker.tsx";
import { useTicketChoice } from "./use-ticket-choice.ts";
import { usePreview } from "./use-preview.ts";
import css from "./preview.module.css";

const cx = classNamesOf(css);

/** Of an action that writes a mail: what it would say for a ticket of the desk. */
export function MailPreview({ step }: { readonly step: Step }) {
  return writesMail(step) ? <Preview step={step} /> : null;
}

function Preview({ step }: { readonly step: Step }) {
  const { t } = useI18n();
  const choice = useTicketChoice();
  const preview = usePreview(step, choice.ticketId);
  return (
    <section className={cx("section")} aria-label={t("preview.title")}>
      <h3>{t("preview.title")}</h3>
      <TicketPicker choice={choice} />
      {choice.ticketId === null ? null : preview.kind === "waiting" ? (
        <Waiting />
      ) : (
        <div aria-live="polite">
          {preview.kind === "mails" ? (
            preview.mails.map((mail, index) => <MailView key={index} mail={mail} />)
          ) : (
            <p className={cx("none")}>{t("preview.none", { reason: preview.reason })}</p>
          )}
        </div>
      )}
    </section>
  );
}

/** As high as a short mail, so that little jumps when it arrives. */
function Waiting() {
  return (
    <div className={cx("mail", "waiting")} aria-hidden>
      <Skeleton height={10} width="55%" />
      <Skeleton height={10} width="94%" />
      <Skeleton height={10} width="41%" />
    </div>
  );
}

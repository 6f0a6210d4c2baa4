import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { MailHtml } from "./MailHtml.tsx";
import type { PreviewedMail } from "./use-preview.ts";
import css from "./preview.module.css";

const cx = classNamesOf(css);

/** A mail that would be written, as its reader would see it. */
export function MailView({ mail }: { readonly mail: PreviewedMail }) {
  const { t } = useI18n();
  const names = (list: PreviewedMail["to"]) => list.map(({ name, address }) => name || address).join(", ");
  return (
    <article className={cx("mail")}>
      <p className={cx("to")} dir="auto" title={mail.to.map(({ address }) => address).join(", ")}>
        {t("inbox.to", { names: names([...mail.to, ...mail.cc]) })}
      </p>
      <p className={cx("subject")} dir="auto">
        {mail.subject}
      </p>
      <div className={cx("body")} dir="auto">
        {mail.html === null ? mail.text : <MailHtml mail={mail} html={mail.html} />}
      </div>
    </article>
  );
}

import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { isSigned } from "#shared/rules/outbox/signature.ts";
import css from "./Composer.module.css";

const cx = classNamesOf(css);

/** What the desk puts under the words, seen before it is sent; nothing where somebody signed by hand. */
export function Signature({ words, signature }: { readonly words: string; readonly signature: string }) {
  const { t } = useI18n();
  if (signature === "" || isSigned(words, signature)) return null;
  return (
    <div className={cx("signature")} role="note" aria-label={t("composing.signature.under")} dir="auto">
      {signature}
    </div>
  );
}

import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./form.module.css";

const cx = classNamesOf(css);

/** The number by which timelines and refusals name this rule. */
export function RuleTag({ rule }: { readonly rule: string }) {
  const { t } = useI18n();
  return (
    <span className={cx("rule")} title={t("settings.ruleTag", { rule })}>
      {rule}
    </span>
  );
}

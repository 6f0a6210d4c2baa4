import type { FiledAs } from "#shared/model/conversation.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import css from "./CheckedBar.module.css";
import { FilingButtons } from "./FilingButtons.tsx";

const cx = classNamesOf(css);

/** Below the list while something of it is checked: what can be done with all of that at once. Above it, it would push the rows away. */
export function CheckedBar(props: { readonly isFiled: boolean; readonly onFile: (as: FiledAs) => void }) {
  const { t } = useI18n();
  return (
    <div className={cx("bar")} role="group" aria-label={t("inbox.withChecked")}>
      <FilingButtons isCompact isFiled={props.isFiled} onFile={props.onFile} />
    </div>
  );
}

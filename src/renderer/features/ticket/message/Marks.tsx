import { Tooltip } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./Marks.module.css";
import type { Mark } from "./marks.ts";

const cx = classNamesOf(css);

/** Labels beside a message's sender; the explanation on hover and focus. `reason` is what the classification found, in its own words. */
export function Marks(props: { readonly marks: readonly Mark[]; readonly reason: string }) {
  const { t } = useI18n();
  return props.marks.map((mark) => {
    const label = t(mark.label);
    if (mark.explanation === null) {
      return (
        <span key={mark.id} className={cx("mark", mark.tone)}>
          {label}
        </span>
      );
    }
    const explanation = t(mark.explanation);
    return (
      <Tooltip
        key={mark.id}
        multiline
        maw={320}
        label={props.reason === "" ? explanation : `${explanation} (${props.reason})`}
      >
        <span className={cx("mark", mark.tone)} tabIndex={0}>
          {label}
        </span>
      </Tooltip>
    );
  });
}

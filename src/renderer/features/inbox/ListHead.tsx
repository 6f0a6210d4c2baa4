import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { Checkbox, SegmentedControl } from "@mantine/core";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { navigate } from "../../state/routes.ts";
import css from "./ListHead.module.css";

const cx = classNamesOf(css);

/** Above the list: the inbox or what was put away, or how many of it are checked. Of one height, so that no row moves under the pointer. */
export function ListHead(props: {
  readonly isFiled: boolean;
  readonly listed: number;
  readonly checked: number;
  /** All are being checked, of which not all are loaded yet. */
  readonly isChecking: boolean;
  readonly onCheckAll: (all: boolean) => void;
}) {
  const { t } = useI18n();
  const { isFiled, listed, checked } = props;
  return (
    <div className={cx("head")}>
      <ForWriters>
        <Checkbox
          aria-label={t("inbox.checkAll")}
          disabled={listed === 0 || props.isChecking}
          checked={listed > 0 && checked === listed}
          indeterminate={props.isChecking || (checked > 0 && checked < listed)}
          onChange={(event) => props.onCheckAll(event.currentTarget.checked)}
        />
      </ForWriters>
      {checked === 0 ? (
        <SegmentedControl
          aria-label={t("inbox.which")}
          value={isFiled ? "filed" : "inbox"}
          onChange={(value) =>
            navigate({ page: "inbox", conversationId: null, ...(value === "filed" ? { filed: true } : {}) })
          }
          data={[
            { value: "inbox", label: t("inbox.waiting") },
            { value: "filed", label: t("inbox.filed") },
          ]}
        />
      ) : (
        <span className={cx("checked")} role="status">
          {t("inbox.checked", { count: checked })}
        </span>
      )}
    </div>
  );
}

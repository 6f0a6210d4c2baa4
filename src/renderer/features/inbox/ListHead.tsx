import { Checkbox, SegmentedControl } from "@mantine/core";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { navigate } from "../../state/routes.ts";
import type { FiledAs } from "#shared/model/conversation.ts";
import { FilingButtons } from "./FilingButtons.tsx";
import css from "./ListHead.module.css";

const cx = classNamesOf(css);

/** Above the list: the inbox or what was put away, and what to do with the checked ones. */
export function ListHead(props: {
  readonly isFiled: boolean;
  readonly listed: number;
  readonly checked: number;
  readonly onCheckAll: (all: boolean) => void;
  readonly onFile: (as: FiledAs) => void;
}) {
  const { t } = useI18n();
  const { isFiled, listed, checked } = props;
  return (
    <div className={cx("head")}>
      <div className={cx("line")}>
        <Checkbox
          aria-label={t("inbox.checkAll")}
          disabled={listed === 0}
          checked={listed > 0 && checked === listed}
          indeterminate={checked > 0 && checked < listed}
          onChange={(event) => props.onCheckAll(event.currentTarget.checked)}
        />
        {checked === 0 ? (
          <SegmentedControl
            aria-label={t("inbox.which")}
            value={isFiled ? "filed" : "inbox"}
            onChange={(value) =>
              navigate({ page: "inbox", conversationId: null, ...(value === "filed" ? { filed: true } : {}) })
            }
            data={[
              { value: "inbox", label: t("inbox.title") },
              { value: "filed", label: t("inbox.filed") },
            ]}
          />
        ) : (
          <span className={cx("checked")} role="status">
            {t("inbox.checked", { count: checked })}
          </span>
        )}
      </div>
      {checked === 0 ? null : (
        <div className={cx("line")}>
          <FilingButtons isFiled={isFiled} onFile={props.onFile} />
        </div>
      )}
    </div>
  );
}

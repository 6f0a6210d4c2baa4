import { VisuallyHidden } from "@mantine/core";
import { IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { numberFormat } from "../../../components/intl-formats.ts";
import { useI18n } from "../../../state/desk-context.tsx";
import { stageColour } from "../../../theme/stage-colours.ts";
import { useBoardUi } from "../board-ui.tsx";
import css from "./FoldedColumn.module.css";

const cx = classNamesOf(css);

/** A stage as a strip: its name, how many there are, and how many of those are unread; pressing it opens the column. */
export function FoldedColumn(props: { readonly stage: Stage; readonly count: number; readonly onUnfold: () => void }) {
  const { t, language } = useI18n();
  const { stage, count } = props;
  const unread = useBoardUi((state) => state.unread[stage.id] ?? 0);
  const unreadLabel = t("board.unreadCount", { count: unread });
  return (
    <button
      type="button"
      className={cx("strip")}
      style={{ borderTopColor: stageColour(stage.colour, "solid") }}
      aria-expanded={false}
      title={t("board.unfold", { stage: stage.name })}
      onClick={props.onUnfold}
    >
      <IconLayoutSidebarLeftExpand size={16} stroke={1.6} aria-hidden />
      <span className={cx("count")}>{numberFormat(language).format(count)}</span>
      {unread === 0 ? null : (
        <span className={cx("unread")} title={unreadLabel}>
          <span className={cx("dot")} aria-hidden />
          <span aria-hidden>{numberFormat(language).format(unread)}</span>
          <VisuallyHidden>{unreadLabel}</VisuallyHidden>
        </span>
      )}
      <span className={cx("name")}>{stage.name}</span>
    </button>
  );
}

import { IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { numberFormat } from "../../../components/intl-formats.ts";
import { useI18n } from "../../../state/desk-context.tsx";
import { stageColour } from "../../../theme/stage-colours.ts";
import css from "./FoldedColumn.module.css";

const cx = classNamesOf(css);

/** A stage as a strip: its name and how many there are; pressing it opens the column. */
export function FoldedColumn(props: { readonly stage: Stage; readonly count: number; readonly onUnfold: () => void }) {
  const { t, language } = useI18n();
  const { stage, count } = props;
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
      <span className={cx("name")}>{stage.name}</span>
    </button>
  );
}

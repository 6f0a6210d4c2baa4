/** What is laid over boxes, lines and the lines of the outline. Nothing where no run is shown. */
import { VisuallyHidden } from "@mantine/core";
import {
  IconAlertCircle,
  IconArrowForward,
  IconCheck,
  IconClock,
  IconHourglass,
  IconPlayerPlay,
  IconRefresh,
  IconX,
  type TablerIcon,
} from "@tabler/icons-react";
import { EdgeLabelRenderer } from "@xyflow/react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { markText, TONES } from "./mark-words.ts";
import type { BoxMark, LineMark, StepState } from "./marks.ts";
import { useBoxMark, useLineMark } from "./overlay.ts";
import css from "./overlay.module.css";

const cx = classNamesOf(css);

const ICONS = {
  done: IconCheck,
  completed: IconCheck,
  sent: IconCheck,
  took: IconCheck,
  skipped: IconArrowForward,
  cancelled: IconX,
  "timed-out": IconClock,
  failed: IconAlertCircle,
  held: IconAlertCircle,
  active: IconPlayerPlay,
  waiting: IconHourglass,
  retrying: IconRefresh,
} as const satisfies Record<StepState, TablerIcon>;

/** The class of a box: lit where a run came by. */
export function useBoxLook(boxId: string): string {
  const mark = useBoxMark(boxId);
  if (mark === null || mark.kind === "figures") return "";
  return mark.kind === "passed"
    ? cx("lit", "good")
    : cx("lit", TONES[mark.state], mark.isLookedAt && "lookedAt", TONES[mark.state] === "now" && "here");
}

/** What became of the step, at the lower edge of its box: it takes no room from the words, and nothing moves when it comes. */
export function BoxOverlay({ boxId }: { readonly boxId: string }) {
  const mark = useBoxMark(boxId);
  if (mark === null || mark.kind === "passed") return null;
  return (
    <span className={cx("note", mark.kind === "taken" ? TONES[mark.state] : mark.failed > 0 ? "bad" : "quiet")}>
      <Told mark={mark} />
    </span>
  );
}

/** The same behind a line of the outline, with the state in words. */
export function OutlineOverlay({ boxId }: { readonly boxId: string }) {
  const mark = useBoxMark(boxId);
  const { t } = useI18n();
  if (mark === null) return null;
  if (mark.kind === "passed") return <span className={cx("words", "good")}>{t("workflows.run.passed")}</span>;
  return (
    <span className={cx("words", mark.kind === "taken" ? TONES[mark.state] : mark.failed > 0 ? "bad" : "quiet")}>
      {mark.kind === "taken" ? `${t(`workflows.run.state.${mark.state}`)} ` : null}
      <Told mark={mark} isSaid />
    </span>
  );
}

function Told({
  mark,
  isSaid = false,
}: {
  readonly mark: Exclude<BoxMark, { kind: "passed" }>;
  readonly isSaid?: boolean;
}) {
  const { t, language } = useI18n();
  const nowEpochMs = useNow();
  const text = markText(mark, { t, language, nowEpochMs });
  if (mark.kind === "figures") return text;
  const Icon = ICONS[mark.state];
  return (
    <>
      <Icon size={12} stroke={2.5} aria-hidden />
      {isSaid ? null : <VisuallyHidden>{t(`workflows.run.state.${mark.state}`)}</VisuallyHidden>}
      {text}
    </>
  );
}

/** The class of a line: lit where a run came along. */
export function useLineLook(lineId: string): string {
  const mark = useLineMark(lineId);
  return mark === null ? "" : cx(mark.times === null ? "litLine" : "counted");
}

/** How often a line was gone. */
export function LineOverlay(props: { readonly lineId: string; readonly x: number; readonly y: number }) {
  const mark: LineMark | null = useLineMark(props.lineId);
  if (mark === null || mark.times === null) return null;
  return (
    <EdgeLabelRenderer>
      <span
        className={cx("count")}
        style={{ transform: `translate(-50%, -50%) translate(${String(props.x)}px, ${String(props.y)}px)` }}
        aria-hidden
      >
        {mark.times}
      </span>
    </EdgeLabelRenderer>
  );
}

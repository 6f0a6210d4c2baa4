import { SegmentedControl } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { MODES, type Mode } from "./use-mode.ts";

/** Which side of the workflow is shown. */
export function ModeSwitch(props: {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  /** Percent that a replay has gone through; null: none is under way. */
  readonly replayed: number | null;
}) {
  const { mode, onMode, replayed } = props;
  const { t } = useI18n();
  return (
    <SegmentedControl
      aria-label={t("workflows.mode")}
      data={MODES.map((value) => ({
        value,
        label:
          value === "replay" && replayed !== null
            ? t("workflows.mode.replaying", { percent: replayed })
            : t(`workflows.mode.${value}`),
      }))}
      value={mode}
      onChange={(next) => onMode(MODES.find((one) => one === next) ?? "edit")}
    />
  );
}

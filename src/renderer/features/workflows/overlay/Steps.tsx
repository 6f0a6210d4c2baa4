import { ActionIcon, Tooltip } from "@mantine/core";
import { KeySign } from "#renderer/components/KeySign.tsx";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useShortcuts } from "#renderer/state/use-shell.ts";
import css from "./stop.module.css";

const cx = classNamesOf(css);

/** From stop to stop, by button and by key. */
export function Steps(props: {
  readonly place: number | null;
  readonly count: number;
  readonly go: (place: number) => void;
}) {
  const { place, count, go } = props;
  const { t } = useI18n();
  const at = place ?? -1;
  useShortcuts([
    { keys: "j", label: t("workflows.run.next"), run: () => at + 1 < count && go(at + 1) },
    { keys: "k", label: t("workflows.run.previous"), run: () => at > 0 && go(at - 1) },
  ]);
  const buttons = [
    { key: "k", label: t("workflows.run.previous"), icon: IconChevronLeft, to: at - 1 },
    { key: "j", label: t("workflows.run.next"), icon: IconChevronRight, to: at + 1 },
  ] as const;
  const [back, on] = buttons.map(({ key, label, icon: Icon, to }) => (
    <Tooltip
      key={key}
      label={
        <>
          {label} <KeySign keys={key} />
        </>
      }
    >
      <ActionIcon variant="default" aria-label={label} disabled={to < 0 || to >= count} onClick={() => go(to)}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  ));
  return (
    <div className={cx("steps")}>
      {back}
      <span aria-live="polite">{t("workflows.run.stepOf", { step: at + 1, count })}</span>
      {on}
    </div>
  );
}

import { ActionIcon, Progress, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n, useShellState } from "#renderer/state/desk-context.tsx";
import { useShowFirstSteps } from "#renderer/state/first-steps.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { FIRST_STEPS, type FirstStep, type FirstSteps } from "#shared/contract/first-steps.ts";
import css from "./FirstSteps.module.css";
import { StepLine } from "./StepLine.tsx";

const cx = classNamesOf(css);

/** From nothing to the first automated answer: what is done is ticked, what comes next says how. Only for those who may set these things up. */
export function FirstStepsPanel() {
  const steps = useShellState((state) => state.firstSteps);
  const mayChange = useMayChange();
  return steps?.isShown === true && mayChange ? <Shown steps={steps} /> : null;
}

function Shown({ steps }: { readonly steps: FirstSteps }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const show = useShowFirstSteps();
  const next = FIRST_STEPS.find((step) => !steps.done[step]) ?? null;
  const [opened, setOpened] = useState<{ readonly step: FirstStep | null; readonly next: FirstStep | null }>();
  // What the person opened is shown until something is done: then it is the next one again.
  const open = opened !== undefined && opened.next === next ? opened.step : next;
  const done = FIRST_STEPS.filter((step) => steps.done[step]).length;
  const progress = t("firstSteps.progress", { done: String(done), total: String(FIRST_STEPS.length) });
  return (
    <section className={cx("panel")} aria-label={t("firstSteps.title")}>
      <div className={cx("head")}>
        <h2>{t("firstSteps.title")}</h2>
        <Tooltip label={t("firstSteps.putAwayHint")} multiline w={200}>
          <ActionIcon
            size="xs"
            aria-label={t("firstSteps.putAway")}
            onClick={() => void show(false).catch((error: unknown) => toasts.failed(error))}
          >
            <IconX size={13} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Progress value={(done / FIRST_STEPS.length) * 100} size={4} aria-hidden />
      <p className={cx("progress")} role="status">
        {next === null ? t("firstSteps.allDone") : progress}
      </p>
      <ol className={cx("steps")}>
        {FIRST_STEPS.map((step) => (
          <StepLine
            key={step}
            step={step}
            steps={steps}
            isOpen={step === open}
            onToggle={() => setOpened({ step: step === open ? null : step, next })}
          />
        ))}
      </ol>
    </section>
  );
}

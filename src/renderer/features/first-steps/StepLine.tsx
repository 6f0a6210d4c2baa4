import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { VisuallyHidden } from "@mantine/core";
import { useId } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { FirstStep, FirstSteps } from "#shared/contract/first-steps.ts";
import css from "./FirstSteps.module.css";
import { StepHelp } from "./StepHelp.tsx";

const cx = classNamesOf(css);

/** One step: its name and whether it is done; opened, how and where. */
export function StepLine(props: {
  readonly step: FirstStep;
  readonly steps: FirstSteps;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { t } = useI18n();
  const { step, steps, isOpen } = props;
  const helpId = useId();
  const isDone = steps.done[step];
  return (
    <li className={cx("step", isDone && "done")}>
      <button type="button" aria-expanded={isOpen} aria-controls={helpId} onClick={props.onToggle}>
        {isDone ? (
          <IconCircleCheckFilled size={16} className={cx("mark")} aria-hidden />
        ) : (
          <IconCircle size={16} stroke={1.75} className={cx("mark")} aria-hidden />
        )}
        <span>{t(`firstSteps.${step}.title`)}</span>
        <VisuallyHidden>{t(isDone ? "firstSteps.done" : "firstSteps.open")}</VisuallyHidden>
      </button>
      <div id={helpId} className={cx("help")} hidden={!isOpen}>
        {isOpen ? <StepHelp step={step} steps={steps} /> : null}
      </div>
    </li>
  );
}

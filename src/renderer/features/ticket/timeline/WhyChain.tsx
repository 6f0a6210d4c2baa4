import { Anchor, Button, Skeleton, Text } from "@mantine/core";
import { IconBolt, IconPoint, IconUser } from "@tabler/icons-react";
import { useMemo } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useDelayed } from "#renderer/components/use-delayed.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { QUIET_START_MS } from "#renderer/state/limits.ts";
import { useWords } from "#renderer/state/use-words.ts";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import type { Names } from "./names.ts";
import { whySteps, type WhyStep } from "./why-steps.ts";
import css from "./WhyChain.module.css";

const cx = classNamesOf(css);
const ICONS = { change: IconPoint, automation: IconBolt, actor: IconUser } as const;

/** What led to a change, from the beginning to the change itself. @param pipelineId where the ticket is now */
export function WhyChain(props: { readonly entry: WhyEntry; readonly pipelineId: PipelineId; readonly names: Names }) {
  const { entry, pipelineId, names } = props;
  const words = useWords();
  const steps = useMemo(() => whySteps(entry, { pipelineId, names, words }), [entry, pipelineId, names, words]);
  return (
    <ol className={cx("steps")}>
      {steps.map((step) => (
        <Step key={step.key} step={step} />
      ))}
    </ol>
  );
}

/** Most answers are there before a person could read that there is none yet. */
export function WhyWaiting() {
  const { t } = useI18n();
  const isLate = useDelayed(QUIET_START_MS);
  if (!isLate) return null;
  return (
    <div role="status" aria-label={t("ticket.why.loading")} className={cx("waiting")}>
      <Skeleton height={10} width="70%" />
      <Skeleton height={10} width="90%" />
      <Skeleton height={10} width="45%" />
    </div>
  );
}

/** The desk could not tell. */
export function WhyFailed(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useI18n();
  return (
    <div role="alert">
      <Text size="sm" mb="xs">
        {failureText(props.error, t)}
      </Text>
      <Button size="compact-sm" variant="default" onClick={props.onRetry}>
        {t("shell.tryAgain")}
      </Button>
    </div>
  );
}

function Step(props: { readonly step: WhyStep }) {
  const { step } = props;
  const { t, language } = useI18n();
  const Icon = ICONS[step.kind];
  return (
    <li className={cx("step", step.kind === "automation" && "automation")}>
      <span className={cx("icon")}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={cx("words")}>
        <span className={cx("text")}>{capitalised(step.text, language)}</span>
        {step.atEpochMs === null ? null : (
          <span className={cx("time")}>{formatAbsolute(step.atEpochMs, language)}</span>
        )}
        {step.notes.map((note) => (
          <span key={note} className={cx("note")}>
            {note}
          </span>
        ))}
        {step.settings === null ? null : (
          <Anchor size="xs" href={hrefOf(step.settings)}>
            {t(step.settings.page === "workflows" ? "ticket.why.workflow" : "ticket.why.settings")}
          </Anchor>
        )}
      </div>
    </li>
  );
}

/** Causes are written to stand in the middle of a sentence. */
function capitalised(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

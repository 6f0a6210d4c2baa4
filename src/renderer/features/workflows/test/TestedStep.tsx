import { Select } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { dryRunExitsOf } from "#shared/contract/explanations/dry-run-exits.ts";
import { DryRunExit, type DryRun } from "#shared/contract/explanations/dry-run.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { Details } from "../overlay/Details.tsx";
import { StopFacts } from "../overlay/StopFacts.tsx";
import { useStepWords } from "../overlay/use-step-words.ts";
import { Effects } from "./Effects.tsx";
import type { TestSession } from "./use-test-session.ts";

/** A step of the path, what it would do, and what else shall become of it. */
export function TestedStep(props: {
  readonly run: DryRun;
  readonly taken: DryRun["path"][number];
  readonly session: TestSession;
}) {
  const { run, session } = props;
  const { step, entry } = props.taken;
  return (
    <>
      <StopFacts
        step={step}
        state={entry.outcome.kind}
        outcome={entry.outcome}
        startedAtEpochMs={entry.startedAtEpochMs}
        durationMs={Math.max(0, entry.finishedAtEpochMs - entry.startedAtEpochMs)}
      />
      {step === null ? null : <WhatIf step={step} session={session} />}
      {entry.outcome.kind === "done" ? <Details details={entry.outcome.details} /> : null}
      <Effects run={run} entry={entry} />
    </>
  );
}

const AS_IT_COMES = "";

function WhatIf({ step, session }: { readonly step: Step; readonly session: TestSession }) {
  const { t } = useI18n();
  const words = useStepWords();
  const exits = dryRunExitsOf(step);
  const asItComes = { value: AS_IT_COMES, label: t("workflows.test.asItComes") };
  if (step.type === "branch-random")
    return (
      <Select
        label={t("workflows.test.arm")}
        data={[asItComes, ...step.arms.map(({ id }) => ({ value: id, label: words.arm(step, id) ?? id }))]}
        value={session.arms[step.id] ?? AS_IT_COMES}
        allowDeselect={false}
        onChange={(value) => session.setArm(step.id, value === null || value === AS_IT_COMES ? null : value)}
      />
    );
  if (exits.length === 0) return null;
  return (
    <Select
      label={t("workflows.test.whatIf")}
      data={[asItComes, ...exits.map((value) => ({ value, label: t(`workflows.test.exit.${value}`) }))]}
      value={session.exits[step.id] ?? AS_IT_COMES}
      allowDeselect={false}
      onChange={(value) => session.setExit(step.id, DryRunExit.safeParse(value).data ?? null)}
    />
  );
}

import { Button, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { TicketPicker } from "#renderer/components/workflow/preview/TicketPicker.tsx";
import type { TicketChoice } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import type { PlacedProblem } from "#renderer/components/workflow/problems/problems-context.tsx";
import { ProblemEntry } from "#renderer/components/workflow/problems/ProblemEntry.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { Steps } from "../overlay/Steps.tsx";
import type { Walk } from "../overlay/use-walk.ts";
import { TestedPath } from "./TestedPath.tsx";
import { TestedStep } from "./TestedStep.tsx";
import type { DryRunState } from "./use-dry-run.ts";
import type { TestSession } from "./use-test-session.ts";
import { WouldGoIn } from "./WouldGoIn.tsx";
import css from "./test.module.css";

const cx = classNamesOf(css);

/** With which ticket, how, and what came of it, step by step. */
export function TestPanel(props: {
  readonly session: TestSession;
  readonly choice: TicketChoice;
  readonly told: DryRunState;
  readonly walk: Walk;
  readonly mistakes: readonly PlacedProblem[];
  readonly onMend: (boxId: string) => void;
}) {
  const { session, choice, told, walk } = props;
  const { t } = useI18n();
  const { run } = told;
  const isStepwise = session.isStepwise;
  const hasChoices = Object.keys(session.exits).length + Object.keys(session.arms).length > 0;
  const taken = walk.place === null ? undefined : run?.path[walk.place];
  return (
    <aside className={cx("panel")} aria-label={t("workflows.test")} aria-busy={told.isAsking}>
      <header className={cx("head")}>
        <h2 className={cx("title")}>{t("workflows.test")}</h2>
        <Text size="sm" c="dimmed">
          {t("workflows.test.text")}
        </Text>
        <TicketPicker choice={choice} label={t("workflows.test.ticket")} />
        <div className={cx("row")}>
          <SegmentedControl
            size="xs"
            aria-label={t("workflows.test.how")}
            data={[
              { value: "all", label: t("workflows.test.all") },
              { value: "steps", label: t("workflows.test.steps") },
            ]}
            value={isStepwise ? "steps" : "all"}
            onChange={(value) => {
              session.setStepwise(value === "steps");
              walk.go(0);
            }}
          />
          {hasChoices ? (
            <Button size="compact-xs" variant="subtle" onClick={session.reset}>
              {t("workflows.test.reset")}
            </Button>
          ) : null}
        </div>
        {run === null ? null : <WouldGoIn run={run} />}
      </header>
      {run === null ? (
        <div className={cx("body")}>
          {choice.hasNone ? null : told.error === undefined ? <Loading /> : <Failed {...props} />}
        </div>
      ) : (
        <>
          <Steps place={walk.place} count={run.path.length} go={walk.go} />
          <div className={cx("body")}>
            {taken === undefined ? (
              <p className={cx("none")}>{t("workflows.test.noSteps")}</p>
            ) : (
              <TestedStep key={taken.entry.stepId} run={run} taken={taken} session={session} />
            )}
            <TestedPath run={run} walk={walk} isStepwise={isStepwise} />
          </div>
        </>
      )}
    </aside>
  );
}

function Loading() {
  const { t } = useI18n();
  return (
    <div className={cx("loading")} aria-label={t("shell.loading")}>
      <Skeleton height={12} width="60%" />
      <Skeleton height={12} width="90%" />
      <Skeleton height={12} width="40%" />
    </div>
  );
}

/** A workflow with mistakes can't be gone through: which they are, each with the way to its place. */
function Failed(props: {
  readonly told: DryRunState;
  readonly mistakes: readonly PlacedProblem[];
  readonly onMend: (boxId: string) => void;
}) {
  const { t } = useI18n();
  const { error } = props.told;
  if (failureOf(error).code !== "PD_INPUT_INVALID") return <Text role="alert">{failureText(error, t)}</Text>;
  return (
    <div className={cx("mistakes")} role="alert">
      <Text fw={600}>{t("workflows.test.mistakes")}</Text>
      {props.mistakes.map((problem, index) => (
        <ProblemEntry key={index} problem={problem} onChoose={() => props.onMend(problem.boxId)} />
      ))}
    </div>
  );
}

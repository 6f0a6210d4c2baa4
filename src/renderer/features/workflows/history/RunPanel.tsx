import { Anchor } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { endReasonText, runStatusText } from "#shared/automation/describe/outcome.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { formatShortDuration } from "../overlay/format-short-duration.ts";
import { sentence } from "../overlay/sentence.ts";
import { PathList, type PathStop } from "../overlay/PathList.tsx";
import { Steps } from "../overlay/Steps.tsx";
import type { Walk } from "../overlay/use-walk.ts";
import { RunActions } from "./RunActions.tsx";
import { RUN_TONES, ticketText } from "./RunRow.tsx";
import { StopView } from "./StopView.tsx";
import type { Stop } from "./stops.ts";
import type { ShownRun } from "./use-run.ts";
import css from "./history.module.css";

const cx = classNamesOf(css);

/** One run, stop by stop: what each step was given, what came of it and what it changed. */
export function RunPanel(props: {
  readonly run: ShownRun;
  readonly stops: readonly Stop[];
  readonly walk: Walk;
  readonly workflowId: WorkflowId;
  readonly refresh: () => Promise<void>;
}) {
  const { stops, walk, workflowId, refresh } = props;
  const { run, ticket, durationMs } = props.run.record;
  const { t, language } = useI18n();
  const { place } = walk;
  const stop = place === null ? undefined : stops[place];
  const reason = endReasonText(run, t);
  return (
    <aside className={cx("panel")} aria-label={t("workflows.history.run")}>
      <header className={cx("head")}>
        <Anchor className={cx("back")} size="sm" href={hrefOf({ page: "workflows", workflowId, look: "history" })}>
          {t("workflows.history.back")}
        </Anchor>
        <h2 className={cx("title")} dir="auto">
          {ticket === null ? (
            t("workflows.history.ticketGone")
          ) : (
            <Anchor href={hrefOf({ page: "ticket", ticketId: ticket.id })} title={ticket.subject}>
              {ticketText(ticket)}
            </Anchor>
          )}
        </h2>
        <p className={cx("facts")}>
          <span className={cx("status", RUN_TONES[run.status])} role="status">
            {sentence(runStatusText(run.status, t), language)}
          </span>
          <span>{formatAbsolute(run.startedAtEpochMs, language)}</span>
          {run.finishedAtEpochMs === null ? null : <span>{formatShortDuration(durationMs, language)}</span>}
        </p>
        {reason === "" || run.status === "failed" ? null : <p className={cx("reason")}>{sentence(reason, language)}</p>}
        <RunActions run={run} workflowId={workflowId} refresh={refresh} />
      </header>
      <Steps place={place} count={stops.length} go={walk.go} />
      <div className={cx("body")}>
        {stop === undefined ? (
          <p className={cx("none")}>{t("workflows.history.noSteps")}</p>
        ) : (
          <>
            <StopView stop={stop} />
            <section className={cx("section")}>
              <h3>{t("workflows.run.path")}</h3>
              <PathList stops={stops.map(pathStop)} walk={walk} />
            </section>
          </>
        )}
      </div>
    </aside>
  );
}

function pathStop(stop: Stop): PathStop {
  if (stop.kind === "standing") return { step: stop.at, state: stop.standing.state, outcome: null };
  const { step, entry } = stop.taken;
  return { step, state: entry.outcome.kind, outcome: entry.outcome };
}

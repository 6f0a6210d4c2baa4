import { Badge, Button, Progress } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { problemWords } from "#renderer/components/workflow/problems/problem-words.ts";
import { describeFailure, describeHold, wordsOfServer } from "#renderer/components/delivery/describe-item.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { describeStep } from "#shared/automation/describe/describe.ts";
import type { AttentionGroup, MendHow } from "#shared/contract/attention.ts";
import { failureWords, placeOfCause } from "./attention-words.ts";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { GroupTickets } from "./GroupTickets.tsx";
import { useMend } from "./use-mend.ts";
import css from "./attention.module.css";

const cx = classNamesOf(css);

const OFFERED = {
  failed: ["retry", "skip", "end"],
  paused: ["resume"],
  mail: [],
  refused: [],
} as const satisfies Record<AttentionGroup["kind"], readonly MendHow[]>;

/** What can't be taken back is asked once more. */
const ASKED: ReadonlySet<MendHow> = new Set(["skip", "end"]);

/** One cause: where, why, since when, which tickets, and what mends them. */
export function GroupCard({ group, onGone }: { readonly group: AttentionGroup; readonly onGone: () => void }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const { isBusy, outcome, mend } = useMend(group, onGone);
  const [asked, setAsked] = useState<MendHow | null>(null);
  const setup = useDeskState((state) => state.setup);
  const work = useDeskState((state) => state.status?.work.find(({ id }) => id === group.id) ?? null);
  const place = placeOfCause(group, setup);
  const workflowPlace = placeOfWorkflow(group);
  const name = group.workflow === null ? null : (group.workflow.name ?? t("ticket.name.deletedWorkflow"));
  // Of a workflow that is gone nothing can be done again.
  const offered =
    group.workflow?.name === null ? OFFERED[group.kind].filter((how) => how === "end") : OFFERED[group.kind];
  return (
    <li className={cx("card")}>
      <div className={cx("title")}>
        <Title group={group} name={name} />
        {group.kind === "refused" ? null : (
          <Badge variant="light" color="gray" tt="none" fw={600}>
            {t(group.kind === "mail" ? "attention.mails" : "attention.tickets", { count: group.count })}
          </Badge>
        )}
      </div>
      <Reason group={group} />
      {group.kind === "refused" ? null : <Since group={group} />}
      {group.tickets.length === 0 ? null : <GroupTickets group={group} />}
      {work === null ? null : (
        <div className={cx("work")} role="status">
          <span>{t(`settings.work.${work.what}`, { stage: "", done: work.done, total: work.total })}</span>
          <Progress
            size="sm"
            value={work.total === 0 ? 100 : (100 * work.done) / work.total}
            aria-label={t(`settings.work.${work.what}`, { stage: "", done: work.done, total: work.total })}
          />
        </div>
      )}
      {outcome === null ? null : (
        <p className={cx("outcome")} role="status">
          {outcome}
        </p>
      )}
      <div className={cx("actions")}>
        {offered.map((how, index) => (
          <Button
            key={how}
            size="compact-sm"
            variant={index === 0 ? "filled" : "default"}
            disabled={!mayChange || work !== null}
            loading={isBusy && index === 0}
            onClick={() => (ASKED.has(how) ? setAsked(how) : mend(how))}
          >
            {t(`attention.how.${how}`, { count: group.count })}
          </Button>
        ))}
        {place === null ? null : <ActionLink route={place.route} label={t(place.key)} />}
        {group.kind === "mail" ? (
          <ActionLink route={{ page: "outbox", tab: "needs", itemId: null }} label={t("attention.openOutbox")} />
        ) : null}
        {workflowPlace === null ? null : (
          <ActionLink
            route={workflowPlace}
            label={t(group.kind === "failed" ? "attention.openStep" : "attention.openWorkflow")}
          />
        )}
      </div>
      <ConfirmDialog
        how={asked}
        count={group.count}
        onClose={() => setAsked(null)}
        onConfirm={(how) => {
          setAsked(null);
          mend(how);
        }}
      />
    </li>
  );
}

function Title({ group, name }: { readonly group: AttentionGroup; readonly name: string | null }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const step = group.kind === "failed" && group.step !== null ? say(describeStep(group.step, names)) : null;
  return (
    <h3>
      <span dir="auto">{name ?? t("attention.noWorkflow")}</span>
      {step === null ? null : (
        <>
          {" "}
          <span className={cx("step")} dir="auto">
            {step}
          </span>
        </>
      )}
    </h3>
  );
}

function Reason({ group }: { readonly group: AttentionGroup }) {
  const { t, language } = useI18n();
  const now = useNow();
  const { names, say } = useWords();
  switch (group.kind) {
    case "failed": {
      const { words, detail } = failureWords(group.code, group.reason, t);
      return <Words words={words} detail={detail} />;
    }
    case "paused":
      return <Words words={t("attention.loop", { changes: group.changes })} detail="" />;
    case "mail": {
      if (group.state === "held")
        return <Words words={describeHold(group.hold, { t, language, nowEpochMs: now })} detail="" />;
      if (group.failure === null) return <Words words={t("attention.unknownReason")} detail="" />;
      const { detail } = group.failure;
      return <Words words={describeFailure(group.failure, t)} detail={detail === "" ? "" : wordsOfServer(detail, t)} />;
    }
    case "refused":
      return (
        <ul className={cx("problems")}>
          {group.problems.map((problem) => (
            <li key={`${problem.path} ${problem.key}`}>{say(problemWords(problem, names))}</li>
          ))}
          {group.count > group.problems.length ? (
            <li>{t("attention.moreProblems", { count: group.count - group.problems.length })}</li>
          ) : null}
        </ul>
      );
  }
}

function Words({ words, detail }: { readonly words: string; readonly detail: string }) {
  return (
    <div className={cx("reason")}>
      <p dir="auto">{words}</p>
      {detail === "" ? null : (
        <p className={cx("detail")} dir="auto">
          {detail}
        </p>
      )}
    </div>
  );
}

function Since({ group: { firstAtEpochMs, lastAtEpochMs } }: { readonly group: AttentionGroup }) {
  const { t, language } = useI18n();
  const now = useNow();
  const first = formatMoment(firstAtEpochMs, now, language);
  const last = formatMoment(lastAtEpochMs, now, language);
  return (
    <p className={cx("since")} title={formatAbsolute(lastAtEpochMs, language)}>
      {first === last ? t("attention.at", { when: last }) : t("attention.since", { first, last })}
    </p>
  );
}

function ActionLink({ route, label }: { readonly route: Route; readonly label: string }) {
  return (
    <Button component="a" size="compact-sm" variant="subtle" href={hrefOf(route)}>
      {label}
    </Button>
  );
}

/** The workflow at the step where the newest of them failed; null where it is gone. */
function placeOfWorkflow(group: AttentionGroup): Route | null {
  if (group.workflow === null || group.workflow.name === null) return null;
  const workflowId = group.workflow.id;
  const runId = group.kind === "failed" ? group.tickets[0]?.runId : null;
  const stepId = group.kind === "failed" ? group.stepId : null;
  return stepId && runId ? { page: "workflows", workflowId, at: { runId, stepId } } : { page: "workflows", workflowId };
}

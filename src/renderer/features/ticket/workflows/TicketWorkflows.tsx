import { isSentElsewhere } from "#renderer/components/delivery/wait-reason.ts";
import { Badge, Button } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useMayWrite } from "#renderer/state/use-access.ts";
import { usePages } from "#renderer/state/use-pages.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { useTicket } from "../ticket-context.tsx";
import { Enrol, TakeOut } from "./Enrol.tsx";
import { WhyNotDialog } from "./WhyNotDialog.tsx";
import css from "./whynot.module.css";
import { PanelPart } from "../properties/PanelPart.tsx";

const cx = classNamesOf(css);
const PAGE = 5;

/** Which workflows the ticket goes through and went through, and the question why it is not in another. */
export function TicketWorkflows() {
  const { t } = useI18n();
  const [isAsking, setAsking] = useState(false);
  const mayWrite = useMayWrite();
  return (
    <PanelPart name="workflows" title={t("whyNot.heading")}>
      <Runs />
      {mayWrite ? <Enrol /> : null}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconHelpCircle size={15} />}
        onClick={() => setAsking(true)}
      >
        {t("whyNot.ask")}
      </Button>
      <WhyNotDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </PanelPart>
  );
}

function Runs() {
  const { client, onLive } = useDesk();
  const { t } = useI18n();
  const { open } = useTicket();
  const { id } = open;
  const load = useCallback(
    (cursor: string | undefined) =>
      client.workflows.ticketRuns({ id, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
    [client, id],
  );
  const list = usePages<RunView>(load, idOf);
  const { update } = list;
  const count = list.items.length;
  // Whatever happens to the ticket may have begun, ended or moved a run of it.
  useEffect(
    () =>
      onLive((entry) => {
        if (entry.type !== "changes" || !entry.activities.some((one) => one.ticketId === id)) return;
        client.workflows.ticketRuns({ id, limit: Math.max(count, PAGE) }).then(
          ({ items }) => update(() => items),
          () => undefined,
        );
      }),
    [client, onLive, id, count, update],
  );
  if (list.error !== undefined)
    return (
      <div role="alert" className={cx("note")}>
        {failureText(list.error, t)}{" "}
        <Button size="compact-xs" variant="default" onClick={list.loadMore}>
          {t("shell.tryAgain")}
        </Button>
      </div>
    );
  if (list.isStarting) return null;
  if (count === 0) return <p className={cx("note", "empty")}>{t("whyNot.noRuns")}</p>;
  return (
    <>
      <ul className={cx("runs")} aria-label={t("whyNot.runs")}>
        {list.items.map((run) => (
          <Run key={run.id} run={run} />
        ))}
      </ul>
      {list.isComplete ? null : (
        <Button size="compact-xs" variant="subtle" onClick={list.loadMore}>
          {t("attention.loadMore")}
        </Button>
      )}
    </>
  );
}

const COLOURS = {
  active: "blue",
  waiting: "blue",
  retrying: "yellow",
  done: "teal",
  failed: "red",
  unenrolled: "gray",
};

function Run({ run }: { readonly run: RunView }) {
  const { t } = useI18n();
  const workflow = useDeskState((state) => state.setup.workflows.find(({ id }) => id === run.workflowId));
  const isElsewhere = useDeskState(isSentElsewhere);
  const mayWrite = useMayWrite();
  const waitsThere = isElsewhere && (run.status === "waiting" || run.status === "retrying");
  const stepId = run.cursor ?? run.journal.at(-1)?.stepId;
  const at = stepId === undefined ? {} : { at: { runId: run.id, stepId } };
  return (
    <li>
      {workflow === undefined ? (
        <span className={cx("run")}>{t("ticket.name.deletedWorkflow")}</span>
      ) : (
        <a className={cx("run")} dir="auto" href={hrefOf({ page: "workflows", workflowId: workflow.id, ...at })}>
          {workflow.name}
        </a>
      )}
      <span className={cx("state")}>
        <Badge variant="dot" color={COLOURS[run.status]} size="sm" tt="none" fw={500}>
          {t(waitsThere ? "whyNot.waitsForHost" : `whyNot.status.${run.status}`)}
        </Badge>
        <RelativeTime atEpochMs={run.finishedAtEpochMs ?? run.startedAtEpochMs} />
      </span>
      {mayWrite && run.finishedAtEpochMs === null ? <TakeOut run={run} /> : null}
    </li>
  );
}

function idOf({ id }: RunView): string {
  return id;
}

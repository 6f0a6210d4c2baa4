import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { useMayChange, useMayWrite } from "#renderer/state/use-access.ts";
import { usePages } from "#renderer/state/use-pages.ts";
import { MAX_PAGE_SIZE } from "#shared/contract/base.ts";
import type { AttentionGroup, AttentionTicket } from "#shared/contract/attention.ts";
import css from "./attention.module.css";

const cx = classNamesOf(css);
const PAGE = 20;

/** The tickets of a cause: the first of them, and on request all, page by page. */
export function GroupTickets({ group }: { readonly group: AttentionGroup }) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  const rest = group.count - group.tickets.length;
  return (
    <div className={cx("tickets")}>
      {isOpen ? <All group={group} /> : <Rows group={group} tickets={group.tickets} />}
      {rest > 0 || isOpen ? (
        <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("attention.showLess") : t("attention.showAll", { count: group.count })}
        </Button>
      ) : null}
    </div>
  );
}

function All({ group }: { readonly group: AttentionGroup }) {
  const { client, onLive } = useDesk();
  const { t } = useI18n();
  const { id } = group;
  const load = useCallback(
    (cursor: string | undefined) =>
      client.attention.tickets({ id, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
    [client, id],
  );
  const list = usePages(load, keyOf);
  const { update } = list;
  const shown = useRef(0);
  useEffect(() => {
    shown.current = list.items.length;
  });
  // What is mended goes, and what is shown stays where it is until then. While an answer is on its way, what is other by then is asked once more.
  const asking = useRef({ isUnderWay: false, isOther: false });
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const state = asking.current;
      state.isOther = true;
      if (state.isUnderWay) return;
      state.isUnderWay = true;
      while (state.isOther) {
        state.isOther = false;
        const limit = Math.min(Math.max(shown.current, PAGE), MAX_PAGE_SIZE);
        // Where the desk is away, or nothing of the cause is left, the page says so.
        const page = await client.attention.tickets({ id, limit }).catch(() => null);
        if (page !== null) update(() => page.items);
      }
      state.isUnderWay = false;
    };
    return onLive((entry) => {
      if (entry.type === "changes" && entry.attentionChanged === true) void ask();
    });
  }, [client, onLive, id, update]);
  return (
    <>
      <Rows group={group} tickets={list.items} />
      {list.error === undefined ? null : <p role="alert">{failureText(list.error, t)}</p>}
      {list.isComplete || list.isStarting ? null : (
        <Button size="compact-xs" variant="light" onClick={list.loadMore}>
          {t(list.error === undefined ? "attention.loadMore" : "shell.tryAgain")}
        </Button>
      )}
    </>
  );
}

function Rows(props: { readonly group: AttentionGroup; readonly tickets: readonly AttentionTicket[] }) {
  const { t } = useI18n();
  return (
    <ul aria-label={t("attention.ticketsOf")}>
      {props.tickets.map((ticket) => (
        <Row key={keyOf(ticket)} group={props.group} about={ticket} />
      ))}
    </ul>
  );
}

function Row({ group, about }: { readonly group: AttentionGroup; readonly about: AttentionTicket }) {
  const { t } = useI18n();
  const { ticket } = about;
  const number = ticket === null || ticket.number === null ? "" : `#${ticket.number} `;
  return (
    <li className={cx("ticket")}>
      {ticket === null ? (
        <span className={cx("gone")}>{t("attention.ticketGone")}</span>
      ) : (
        <a href={hrefOf(routeOf(about))} dir="auto">
          {number}
          {ticket.subject === "" ? t("outbox.row.noSubject") : ticket.subject}
        </a>
      )}
      {ticket?.isMerged === true ? <span className={cx("gone")}>{t("attention.merged")}</span> : null}
      <span className={cx("when")}>
        <RelativeTime atEpochMs={about.atEpochMs} />
      </span>
      <OneTicket group={group} about={about} />
    </li>
  );
}

/** What is done for one ticket alone. */
function OneTicket({ group, about }: { readonly group: AttentionGroup; readonly about: AttentionTicket }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const mayWrite = useMayWrite();
  const [isBusy, setBusy] = useState(false);
  const { runId, id } = about;
  /** @param work tells what came of it */
  const run = (work: () => Promise<"resume" | "retry" | "left" | "failed">) => {
    setBusy(true);
    work()
      .then(
        (came) => {
          const words = t(`attention.done.${came}`, { count: 1 });
          return came === "failed" ? toasts.stopped(words) : toasts.done(words);
        },
        (error: unknown) => toasts.failed(error),
      )
      .finally(() => setBusy(false));
  };
  if (about.ticket === null || group.workflow === null || group.workflow.name === null) return null;
  const workflowId = group.workflow.id;
  const label = `#${about.ticket.number ?? ""} ${about.ticket.subject}`.trim();
  if (!mayWrite) return null;
  if (group.kind === "paused") {
    const resume = async () => {
      await client.workflows.resume({ id, workflowId });
      return "resume" as const;
    };
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        loading={isBusy}
        aria-label={t("attention.one.resume.of", { ticket: label })}
        onClick={() => run(resume)}
      >
        {t("attention.one.resume")}
      </Button>
    );
  }
  if (group.kind !== "failed" || runId === null) return null;
  const retry = async () => {
    const { status } = await client.workflows.retryRun({ id: runId });
    return status === "failed" ? "failed" : status === "unenrolled" ? "left" : "retry";
  };
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      disabled={!mayChange}
      loading={isBusy}
      aria-label={t("attention.one.retry.of", { ticket: label })}
      onClick={() => run(retry)}
    >
      {t("attention.one.retry")}
    </Button>
  );
}

function routeOf({ id, outboxItemId }: AttentionTicket): Route {
  return outboxItemId === null
    ? { page: "ticket", ticketId: id }
    : { page: "outbox", tab: "all", itemId: outboxItemId };
}

function keyOf({ id, runId, outboxItemId }: AttentionTicket): string {
  return runId ?? outboxItemId ?? id;
}

import { Select } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useLatest } from "#renderer/components/use-latest.ts";
import { PagedRows } from "#renderer/components/PagedRows.tsx";
import type { TicketOption } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { usePages } from "#renderer/state/use-pages.ts";
import type { RunHead } from "#shared/contract/explanations/run-history.ts";
import { TicketId, type RunId, type WorkflowId } from "#shared/model/ids.ts";
import { RunRow } from "./RunRow.tsx";
import { withFresh } from "./run-list.ts";
import { TicketFilter } from "./TicketFilter.tsx";
import { useRan } from "./use-ran.ts";
import css from "./history.module.css";

const cx = classNamesOf(css);
const STATUSES = ["going", "failed", "done", "unenrolled"] as const;
const ROW_PX = 58;
type Page = { readonly items: readonly RunHead[]; readonly nextCursor: string | null };
/** A page, and the most that the desk tells at once. */
const PAGE = { usual: 50, most: 200 } as const;

/** The workflow's runs, newest first; those that go on change as one looks. */
export function RunList(props: {
  readonly id: WorkflowId;
  readonly chosenId: RunId | null;
  readonly onChoose: (id: RunId | null) => void;
}) {
  const { id, chosenId, onChoose } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const [status, setStatus] = useState<(typeof STATUSES)[number] | null>(null);
  const [ticket, setTicket] = useState<TicketOption | null>(null);
  const ticketId = ticket?.value;
  const ask = useCallback(
    (cursor: string | undefined, limit: number) =>
      client.workflows.history({
        id,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
        ...(status === null ? {} : { status }),
        ...(ticketId === undefined ? {} : { ticketId: TicketId.parse(ticketId) }),
      }),
    [client, id, status, ticketId],
  );
  const load = useCallback((cursor: string | undefined) => ask(cursor, PAGE.usual), [ask]);
  const list = usePages<RunHead>(load, idOf);
  const { items, update } = list;
  const latestAsk = useLatest(ask);
  useRan(id, async () => {
    // As far as the list was looked at.
    const fresh: RunHead[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await ask(cursor ?? undefined, PAGE.most);
      fresh.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && fresh.length < items.length);
    // Meanwhile other filters may have been chosen, and the list is another.
    if (latestAsk() === ask) update((loaded) => withFresh(loaded, { items: fresh, nextCursor: cursor }));
  });
  const isFiltered = status !== null || ticket !== null;
  return (
    <section className={cx("list", chosenId !== null && "behind")} aria-label={t("workflows.history.runs")}>
      <div className={cx("filters")}>
        <Select
          clearable
          aria-label={t("workflows.history.status")}
          placeholder={t("workflows.history.anyStatus")}
          data={STATUSES.map((value) => ({ value, label: t(`workflows.history.status.${value}`) }))}
          value={status}
          onChange={(value) => setStatus(STATUSES.find((one) => one === value) ?? null)}
          clearButtonProps={{ "aria-label": t("workflows.history.anyStatus") }}
        />
        <TicketFilter chosen={ticket} onChoose={setTicket} />
      </div>
      <button
        type="button"
        className={cx("all", chosenId === null && "chosen")}
        aria-pressed={chosenId === null}
        onClick={() => onChoose(null)}
      >
        {t("workflows.history.all")}
      </button>
      {items.length === 0 && list.isComplete ? (
        <EmptyState
          icon={<IconHistory size={28} stroke={1.5} />}
          title={t(isFiltered ? "workflows.history.noneSuch" : "workflows.history.none")}
          text={t(isFiltered ? "workflows.history.noneSuch.text" : "workflows.history.none.text")}
        />
      ) : (
        <PagedRows
          list={list}
          label={t("workflows.history.runs")}
          rowPx={ROW_PX}
          idOf={idOf}
          chosenId={chosenId}
          renderRow={(run) => <RunRow run={run} isChosen={run.id === chosenId} onChoose={() => onChoose(run.id)} />}
        />
      )}
    </section>
  );
}

const idOf = ({ id }: RunHead): string => id;

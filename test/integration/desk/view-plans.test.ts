import { expect, test } from "vitest";
import { READY_VIEW_IDS, readyView } from "#shared/automation/ticket-views/ready-views.ts";
import { filterFor } from "#shared/automation/ticket-views/me.ts";
import { compileFilterSql } from "#main/store/ticket-views/compile-filter.ts";
import { listedTickets } from "#main/store/ticket-views/ticket-columns.ts";
import { sortOrder } from "#main/store/ticket-views/view-order.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";
import { openTestDesk } from "../../support/test-desk.ts";

test("pages and counts of the ready-made views are read from their index alone", async () => {
  const desk = await openTestDesk();
  const { store, setup } = desk.core.context;
  const { dialect } = store.sql;
  const stageKinds = new Map(
    setup.pipelines().flatMap(({ stages }) => stages.map(({ id, kind }) => [id as string, kind] as const)),
  );
  const db = sqliteOf(store);
  const plansOf = (id: (typeof READY_VIEW_IDS)[number]) => {
    const look = readyView(id, setup.all("workflow"));
    const context = { dialect, nowEpochMs: desk.clock.nowEpochMs, stageKinds };
    const where = compileFilterSql(filterFor(look.filter, "user-owner"), context);
    const order = sortOrder(dialect, look.sort, { stageIds: [], userIds: [] });
    const from = `FROM ${listedTickets(dialect)} AND ${where.text}`;
    return [`SELECT count(*) ${from}`, `SELECT id ${from} ORDER BY ${order.text} LIMIT 100`].map((text) =>
      String(db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...(where.values as string[]))[0]?.["detail"]),
    );
  };
  const plans = READY_VIEW_IDS.flatMap(plansOf);
  expect(plans).toEqual(plans.map(() => expect.stringContaining("USING COVERING INDEX tickets in views")));
  await desk.close();
});

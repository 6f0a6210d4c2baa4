/** What somebody changed and did not publish is kept apart from what runs, belongs to its author, and goes when it is published or thrown away. */
import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReplayEntry } from "#shared/contract/explanations/replay.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import {
  DAY_MS,
  definition,
  MINUTE_MS,
  openExplainedDesk,
  tag,
  urgent,
  waitFor,
  type ExplainedDesk,
} from "./explanations-fixture.ts";

let desk: ExplainedDesk;
let id: WorkflowId;
beforeEach(async () => {
  desk = await openExplainedDesk();
  id = await desk.workflow([tag("seen")]);
});
afterEach(() => desk.close());

type Client = ExplainedDesk["client"];

async function as(permissions: readonly Permission[]): Promise<Client> {
  const { id: userId } = await desk.client.users.create({
    name: "Rita",
    address: "rita@desk.example",
    permissions: [...permissions],
  });
  return createRouterClient(desk.core.router, { context: { userId } });
}

const save = (client: Client, replaces: number | null, content = '{"half":') =>
  client.workflows.saveDraft({ id, base: "{}", baseRevision: 1, content, replaces });
const heads = async (client = desk.client) => {
  const feed = await client.desk.live();
  for await (const entry of feed) if (entry.type === "hello") return entry.setup.workflowDrafts;
  return [];
};

describe("[F1] a draft of a workflow", () => {
  test("is kept as it stands, half done or not, and what runs stays", async () => {
    const head = await save(desk.client, null);
    const [known] = await heads();
    expect(known).toEqual(head);
    expect((await desk.client.workflows.draft({ id })).draft).toMatchObject({
      base: "{}",
      content: '{"half":',
      baseRevision: 1,
    });
    expect((await desk.client.workflows.get({ id })).revision).toBe(1);
    await desk.receive({ messageId: "one@example.com" });
    expect((await desk.client.workflows.runs({ id })).items).toHaveLength(1);
  });

  test("is replaced only by who knows how it stands: of two windows the slower one is told", async () => {
    const first = await save(desk.client, null);
    const second = await save(desk.client, first.savedAtEpochMs, "{}");
    expect(second.savedAtEpochMs).toBeGreaterThan(first.savedAtEpochMs);
    await expect(save(desk.client, first.savedAtEpochMs, '{"old":1}')).rejects.toMatchObject({
      code: "PD_STORE_CONFLICT",
    });
    await expect(save(desk.client, null, '{"old":1}')).rejects.toMatchObject({ code: "PD_STORE_CONFLICT" });
    expect((await desk.client.workflows.draft({ id })).draft?.content).toBe("{}");
  });

  test("belongs to its author: others learn that it is there, and get their own", async () => {
    const other = await as(["account-access"]);
    await save(desk.client, null, '{"mine":1}');
    expect((await other.workflows.draft({ id })).draft).toBeNull();
    await save(other, null, '{"theirs":1}');
    expect((await desk.client.workflows.draft({ id })).draft?.content).toBe('{"mine":1}');
    expect(await heads(other)).toHaveLength(2);
    expect(await other.workflows.discardDraft({ id })).toEqual({ discarded: true });
    expect(await heads()).toHaveLength(1);
  });

  test("can't be made by somebody who may not change automation", async () => {
    const agent = await as([]);
    await expect(save(agent, null)).rejects.toMatchObject({ code: "PD_ACCESS_PERMISSION" });
    await expect(agent.workflows.draft({ id })).rejects.toMatchObject({ code: "PD_ACCESS_PERMISSION" });
  });

  test("goes in the same write that publishes it, can be made again, and goes with its workflow", async () => {
    await save(desk.client, null);
    await desk.client.workflows.update({ id, name: "Renamed" });
    expect(await heads()).toHaveLength(1);
    await desk.client.workflows.update({ id, definition: definition([urgent]), publishesDraft: true });
    expect(await heads()).toEqual([]);
    await save(desk.client, null);
    expect(await desk.client.workflows.discardDraft({ id })).toEqual({ discarded: true });
    expect(await desk.client.workflows.discardDraft({ id })).toEqual({ discarded: false });
    await save(desk.client, null);
    await desk.client.workflows.remove({ id });
    expect(await heads()).toEqual([]);
  });

  test("stays where what it publishes is refused", async () => {
    await save(desk.client, null);
    const gone = { ...tag("x"), id: tag("seen").id, type: "enrol-in", workflowId: "no-such" };
    await expect(
      desk.client.workflows.update({ id, definition: definition([gone as never]), publishesDraft: true }),
    ).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
    expect(await heads()).toHaveLength(1);
  });
});

describe("[F10] what a draft would have changed", () => {
  const totals = async (changed: ReturnType<typeof definition>, against: "history" | "current") => {
    const told: ReplayEntry[] = [];
    for await (const entry of await desk.client.workflows.replay({ id, days: 90, definition: changed, against }))
      told.push(entry);
    const done = told.at(-1);
    return done?.type === "done" ? [done.totals.tickets, done.totals.ticketsDiffering, done.totals.differences] : [];
  };

  test("is told against the saved workflow also where that was off, or another, for most of the time", async () => {
    await desk.client.workflows.update({ id, enabled: false });
    for (const name of ["one", "two", "three"])
      await desk.receive({ messageId: `${name}@example.com`, from: `${name}@example.com` });
    await desk.pass(DAY_MS);
    const same = definition([tag("seen")]);
    expect([await totals(same, "history"), await totals(same, "current")]).toEqual([
      [3, 3, 3],
      [3, 0, 0],
    ]);
    // A wait that the tickets get through, and another step: each ticket goes another way.
    const other = definition([waitFor(5), tag("seen"), urgent]);
    await desk.pass(5 * MINUTE_MS);
    expect(await totals(other, "current")).toEqual([3, 3, 6]);
  });
});

import { Subject } from "rxjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { DeskSetup, LiveEntry } from "#shared/contract/desk.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Activity } from "#shared/model/activity.ts";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { deskSetup, deskStatus, setupChanges } from "#main/desk/queries/desk-status.ts";
import { MAX_GATHERED } from "#main/desk/limits.ts";
import { liveFeed } from "#main/desk/queries/live.ts";
import { withSetupChanges } from "#renderer/state/setup-changes.ts";
import { definitionOf, tag } from "../../support/definitions.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import type { Stored } from "#main/store/repository.ts";

type Changes = Extract<LiveEntry, { type: "changes" }>;

let desk: TestDesk;
const ended: (() => Promise<void>)[] = [];
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
  await desk.close();
});

/** The owner's feed over another context, past its hello. */
async function feedOver(context: DeskContext): Promise<{ next(): Promise<LiveEntry> }> {
  const signal = new AbortController();
  const { state } = desk.core;
  const actor = { user: context.setup.require("user", desk.core.owner()) };
  const feed = liveFeed(
    context,
    {
      userId: actor.user.id,
      status: () => deskStatus(context, state, actor, "test", []),
      setup: () => deskSetup(context, actor),
      setupChanges: (documents) => setupChanges(context, actor, documents),
      stageCounts: () => context.counts.stages(),
      statusChanges: state.changes,
    },
    PROTOCOL_VERSION,
    signal.signal,
  );
  ended.push(async () => {
    signal.abort();
    await feed.return(undefined);
  });
  expect((await feed.next()).value).toMatchObject({ type: "hello" });
  return { next: async () => (await feed.next()).value as LiveEntry };
}

/** A client's feed over the contract. */
async function feedOf(
  client: DeskClient,
): Promise<{ setup: DeskSetup; next(): Promise<Changes>; nextSetup(): Promise<Changes["setup"]> }> {
  const feed = await client.desk.live();
  const hello = (await feed.next()).value as LiveEntry | undefined;
  if (hello?.type !== "hello") throw new TypeError("A feed begins with a hello.");
  ended.push(async () => void (await feed.return?.(undefined)));
  const next = async (): Promise<Changes> => {
    const entry = (await feed.next()).value as LiveEntry | undefined;
    if (entry?.type !== "changes") throw new TypeError("Only changes were expected.");
    return entry;
  };
  return { setup: hello.setup, next, nextSetup: async () => (await next()).setup };
}

test("[H5] contacts are told as they change, and of two that become one which stands for which", async () => {
  const feed = await feedOf(desk.client);
  const anna = await desk.client.contacts.create({ name: "Anna", address: "anna@example.com", company: "Shop" });
  expect((await feed.next()).contacts).toEqual([anna]);
  const other = await desk.client.contacts.create({ name: "Anna", address: "anna@home.example" });
  expect((await feed.next()).contacts).toEqual([other]);
  const standing = await desk.client.contacts.merge({ id: other.id, intoContactId: anna.id });
  const told = new Map((await feed.next()).contacts?.map((contact) => [contact.id, contact]));
  expect([told.get(anna.id), told.get(other.id)?.kind, told.get(other.id)?.standsForId]).toEqual([
    standing,
    "alias",
    anna.id,
  ]);
});

test("[F9] runs that begin, go on or end are told by their workflow, each once", async () => {
  const { id } = await desk.client.workflows.create({
    name: "One",
    enabled: true,
    definition: definitionOf({ steps: [tag("a")], sources: ["email", "manual"] }),
  });
  const feed = await feedOf(desk.client);
  await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
  await desk.client.tickets.create({ subject: "Socks", pipelineId: SUPPORT });
  const told = (await feed.next()).ranWorkflowIds;
  await desk.client.workflows.update({ id, name: "Two" });
  const rest = [];
  for (let entry = await feed.next(); ; entry = await feed.next()) {
    rest.push(entry.ranWorkflowIds);
    if (entry.setup !== undefined) break;
  }
  expect([told, rest.at(-1)]).toEqual([[id], undefined]);
});

test("[F9] a run that fails once more is told, though nothing else has changed", async () => {
  const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
  const requiredProperties = { [STAGES.closed]: ["ownerId" as const] };
  await desk.client.pipelines.update({ id: SUPPORT, rules: { ...rules, requiredProperties } });
  const { id } = await desk.client.workflows.create({
    name: "One",
    enabled: true,
    definition: definitionOf({
      steps: [{ id: "close", type: "move-stage", stageId: STAGES.closed }],
      sources: ["email", "manual"],
    }),
  });
  await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
  const [run] = (await desk.client.workflows.history({ id, status: "failed" })).items;
  if (run === undefined) throw new Error("It did not fail.");
  const feed = await feedOf(desk.client);
  await desk.client.workflows.retryRun({ id: run.id });
  expect((await feed.next()).ranWorkflowIds).toEqual([id]);
});

test("[E7] a comment on a step, an answer, and one that is deleted are told by their workflow", async () => {
  const steps = [tag("a")];
  const { id } = await desk.client.workflows.create({ name: "One", definition: definitionOf({ steps }) });
  const feed = await feedOf(desk.client);
  const comment = await desk.client.stepComments.add({ id, stepId: StepId.parse("a"), text: "Why?" });
  const told = [(await feed.next()).commentedWorkflowIds];
  await desk.client.stepComments.answer({ id: comment.id, text: "Because." });
  told.push((await feed.next()).commentedWorkflowIds);
  await desk.client.stepComments.remove({ id: comment.id });
  told.push((await feed.next()).commentedWorkflowIds);
  await desk.client.workflows.update({ id, name: "Two" });
  told.push((await feed.next()).commentedWorkflowIds);
  expect(told).toEqual([[id], [id], [id], undefined]);
});

describe("the setup", () => {
  const HOOK = {
    id: "t1",
    type: "incoming-webhook",
    token: "a-token-that-is-long-enough-1234567890",
    match: { kind: "ticket-id", path: "id" },
  };

  test("comes whole with the hello, and then only what changed of it", async () => {
    const feed = await feedOf(desk.client);
    const made = await desk.client.workflows.create({ name: "One", definition: definitionOf() });
    expect(await feed.nextSetup()).toEqual({ changed: { workflows: [made] }, removed: [] });
    const renamed = await desk.client.workflows.update({ id: made.id, name: "Two" });
    expect(await feed.nextSetup()).toEqual({ changed: { workflows: [renamed] }, removed: [] });
    await desk.client.workflows.remove({ id: made.id });
    expect(await feed.nextSetup()).toEqual({ changed: {}, removed: [made.id] });
  });

  test("that a window keeps by its changes is the one that a new window gets", async () => {
    const feed = await feedOf(desk.client);
    let kept = feed.setup;
    const follow = async () => {
      const changes = await feed.nextSetup();
      if (changes) kept = withSetupChanges(kept, changes);
    };
    const [first, second] = [
      await desk.client.workflows.create({ name: "One", definition: definitionOf() }),
      await desk.client.workflows.create({ name: "Two", definition: definitionOf() }),
    ];
    await follow();
    const { workflows } = deskSetup(desk.core.context);
    await desk.client.workflows.order({
      ids: [second.id, ...workflows.map(({ id }) => id).filter((id) => id !== second.id)],
    });
    await follow();
    await desk.client.pipelines.create({ name: "Returns" });
    await follow();
    await desk.client.teams.create({ name: "Second level", userIds: [] });
    await follow();
    await desk.client.workflows.remove({ id: first.id });
    await follow();
    expect(kept).toEqual((await feedOf(desk.client)).setup);
  });

  test("[A3] hides tokens in changes too, and shows all anew to a user whose permissions changed", async () => {
    const agent = await desk.as([]);
    const feed = await feedOf(agent);
    const made = await desk.client.workflows.create({ name: "Hook", definition: definitionOf({ triggers: [HOOK] }) });
    const seen = await feed.nextSetup();
    expect([seen?.changed.workflows?.map(({ id }) => id), JSON.stringify(seen).includes(HOOK.token)]).toEqual([
      [made.id],
      false,
    ]);
    const { setup } = desk.core.context.store;
    const user = await setup.get("user-agent");
    if (user?.kind !== "user") throw new TypeError("The agent is a user.");
    await setup.write([{ previous: user, next: { ...user, permissions: ["super-admin"] } }]);
    expect(JSON.stringify(await feed.nextSetup())).toContain(HOOK.token);
  });

  test("is not told of what no window shows", async () => {
    const feed = await feedOf(desk.client);
    await desk.client.desk.start({ as: "empty", deskName: "Renamed" });
    expect(await feed.nextSetup()).toBeUndefined();
  });
});

describe("what is gathered between two entries", () => {
  /** A feed whose activities the test tells. */
  async function told(): Promise<{ tell(count: number): void; next(): Promise<LiveEntry> }> {
    const id = await desk.newTicket();
    const { context } = desk.core;
    const [activity] = await context.store.activities.find({ selector: { ticketId: id } });
    if (!activity) throw new TypeError("A ticket has a history.");
    const changes = new Subject<Stored<Activity>[]>();
    const activities = { ...context.store.activities, changes };
    const feed = await feedOver({ ...context, store: { ...context.store, activities } });
    let number = 0;
    return {
      tell: (count) =>
        changes.next(
          Array.from({ length: count }, () => ({
            ...activity,
            id: `${activity.id}-${(number += 1)}` as Activity["id"],
          })),
        ),
      next: () => feed.next(),
    };
  }

  test("is told one by one up to the limit", async () => {
    const feed = await told();
    feed.tell(MAX_GATHERED);
    const entry = await feed.next();
    expect(entry.type === "changes" && entry.activities.length).toBe(MAX_GATHERED);
  });

  test("is told by a new hello beyond it, and what comes afterwards one by one again", async () => {
    const feed = await told();
    feed.tell(MAX_GATHERED);
    feed.tell(1);
    expect((await feed.next()).type).toBe("hello");
    feed.tell(2);
    const entry = await feed.next();
    expect(entry.type === "changes" && entry.activities.length).toBe(2);
  });
});

describe("what an entry costs", () => {
  type Read = readonly [collection: string, method: string, documents: number];

  /** Notes each read and how many documents came of it. */
  function noting(context: DeskContext, reads: Read[]): DeskContext {
    const notingReads = <Repository extends object>(name: string, repository: Repository): Repository =>
      new Proxy(repository, {
        get(target, method: keyof Repository & string) {
          const value = target[method];
          if (typeof value !== "function") return value;
          return async (...given: unknown[]) => {
            const answer = (await Reflect.apply(value, target, given)) as unknown;
            reads.push([name, method, sizeOf(answer)]);
            return answer;
          };
        },
      });
    const store = new Proxy(context.store, {
      get(target, name: keyof DeskContext["store"]) {
        if (name === "sql")
          throw new TypeError("The feed asks the database nothing beside the documents that changed.");
        const value = target[name];
        return typeof value === "object" && "transitions" in value ? notingReads(name, value) : value;
      },
    });
    return { ...context, store };
  }

  /** The reads of the entry that tells of some commands. */
  async function readsOf(commands: () => Promise<unknown>): Promise<Read[]> {
    const reads: Read[] = [];
    const feed = await feedOver(noting(desk.core.context, reads));
    reads.length = 0;
    await commands();
    const entry = (await feed.next()) as Changes;
    expect([entry.type, entry.tickets.length > 0, entry.stageCounts !== undefined]).toEqual(["changes", true, true]);
    return reads;
  }

  test("does not grow with the desk", async () => {
    const commands = async (id: TicketId) => {
      await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
      await desk.client.tickets.reply({ id, text: "Soon." });
      await desk.client.tickets.markRead({ id });
    };
    const [first, second] = [await desk.newTicket("a@example.com"), await desk.newTicket("b@example.com")];
    const onSmall = await readsOf(() => commands(first));
    for (let number = 0; number < 60; number++) {
      const { id } = await desk.client.tickets.create({
        subject: `Question ${number}`,
        pipelineId: SUPPORT,
        contactAddress: `customer${number}@example.com`,
      });
      if (number % 5 === 0) await desk.client.tickets.reply({ id, text: "Later." });
    }
    const onLarge = await readsOf(() => commands(second));
    expect(onLarge).toEqual(onSmall);
    expect(onSmall.filter(([, method]) => method === "count")).toEqual([]);
  });
});

function sizeOf(answer: unknown): number {
  return Array.isArray(answer) ? answer.length : answer instanceof Map ? answer.size : 1;
}

import { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { TicketId, UserId, type WorkflowId } from "#shared/model/ids.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { TestDesk } from "../../support/test-desk.ts";
import { insert } from "../../support/insert.ts";

type HasClient = { readonly client: DeskClient };
type Json = Readonly<Record<string, unknown>>;

/** A step as it stands in a file, without what has a default. */
export type StepGiven = Json & { readonly type: string };

/** Steps get the ids s1, s2 and so on. */
export async function workflow(
  desk: HasClient,
  steps: readonly StepGiven[],
  changes: Json = {},
  name = "Tried",
): Promise<WorkflowId> {
  const definition = WorkflowDefinition.parse({
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email", "manual"],
    businessHours: null,
    steps: steps.map((step, position) => ({ id: `s${position + 1}`, ...step })),
    ...changes,
  });
  return (await desk.client.workflows.create({ name, enabled: true, definition })).id;
}

export async function runsOf(desk: HasClient, id: WorkflowId): Promise<RunView[]> {
  return (await desk.client.workflows.runs({ id })).items.toReversed();
}

/** Status of each run and what became of each of its steps. */
export async function told(desk: HasClient, id: WorkflowId): Promise<string[]> {
  return (await runsOf(desk, id)).map(({ status, journal }) =>
    [
      status,
      ...journal.map(({ stepId, outcome }) =>
        outcome.kind === "skipped"
          ? `${stepId} skipped: ${outcome.reason}`
          : outcome.kind === "failed"
            ? `${stepId} failed: ${outcome.message}`
            : `${stepId} ${outcome.kind}`,
      ),
    ].join(", "),
  );
}

export async function addUser(desk: TestDesk, name: string, changes: Partial<User> = {}): Promise<UserId> {
  const id = UserId.parse(`user-${name.toLowerCase()}`);
  await insert(desk.core.context.store.setup, [
    {
      id,
      kind: "user",
      name,
      address: `${name.toLowerCase()}@desk.example`,
      permissions: [],
      createdAtEpochMs: desk.clock.nowEpochMs,
      stamps: {},
      ...changes,
    },
  ]);
  return id;
}

/** A mail of that person in a thread of its own. */
export async function mailFrom(desk: TestDesk, name: string, messageId: string, subject = "Boots"): Promise<TicketId> {
  desk.clock.nowEpochMs += 1000;
  const from = `${name} <${name.toLowerCase()}@example.com>`;
  return TicketId.parse((await desk.receive({ messageId, from, subject })).ticketId);
}

/** What a person sees of both tickets, without ids that differ from desk to desk. */
export async function seen(of: TestDesk, ids: readonly TicketId[]): Promise<unknown> {
  return Promise.all(
    ids.map(async (id) => {
      const { ticket, contacts, conversations, messages } = await of.client.tickets.open({ id });
      return {
        stage: ticket.stageId,
        mergedInto: ticket.mergedIntoTicketId,
        links: ticket.links,
        counted: [ticket.messageCount, ...conversations.map(({ messageCount }) => messageCount)],
        // Of one moment they stand in the order of their ids.
        messages: messages
          .map(({ rfcMessageId, kind, text }) => (kind === "note" ? text : rfcMessageId))
          .toSorted((a, b) => (a < b ? -1 : 1)),
        contacts: contacts.map(({ address }) => address).toSorted((a, b) => (a < b ? -1 : 1)),
        tags: ticket.tags,
        followers: ticket.followerIds,
        unread: ticket.unread,
        last: [ticket.lastCustomerMessageAtEpochMs, ticket.lastAgentMessageAtEpochMs],
        snippet: ticket.snippet,
        history: await of.history(id),
      };
    }),
  );
}

import type { DeskStatus, StageCounts } from "#shared/contract/desk.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { DeskContext } from "#main/desk/context.ts";

export type FreshCounts = {
  readonly stages: StageCounts;
  readonly unreadTickets: StageCounts;
  readonly desk: DeskStatus["counts"];
};

/** What the desk's counts have to be: everything that there is, read and counted one by one. */
export async function freshCounts({ store, setup }: DeskContext, userId: UserId): Promise<FreshCounts> {
  const tickets = await store.tickets.find({ selector: {} });
  const outbox = await store.outbox.find({ selector: {} });
  const conversations = await store.conversations.find({ selector: {} });
  const people = await store.people.find({ selector: {} });
  const inbox = await store.inboxItems.find({ selector: {} });
  const inStates = (...states: readonly string[]) => outbox.filter(({ state }) => states.includes(state)).length;
  const byStage = (counted: typeof tickets): StageCounts =>
    Object.fromEntries(
      setup
        .pipelines()
        .map(({ id, stages }) => [
          id,
          Object.fromEntries(
            stages.map((stage) => [
              stage.id,
              counted.filter(({ pipelineId, stageId }) => pipelineId === id && stageId === stage.id).length,
            ]),
          ),
        ]),
    );
  return {
    stages: byStage(tickets),
    unreadTickets: byStage(tickets.filter(({ unread }) => unread)),
    desk: {
      tickets: tickets.length,
      messages: (await store.messages.find({ selector: {} })).length,
      contacts: people.filter(({ kind }) => kind === "contact").length,
      inbox: conversations.filter(({ ticketId }) => ticketId === null).length,
      outbox: inStates("queued", "sending", "held"),
      outboxNeedsPerson: inStates("held", "failed", "unsure"),
      unreadNotifications: inbox.filter((item) => item.kind === "notification" && item.userId === userId && !item.read)
        .length,
      attention:
        (await store.runs.find({ selector: {} })).filter(({ status }) => status === "failed").length +
        tickets.filter((one) => (one.pausedWorkflows ?? []).length > 0 && one.mergedIntoTicketId === undefined).length +
        outbox.filter((one) => one.automatic && ["held", "failed", "unsure"].includes(one.state)).length,
    },
  };
}

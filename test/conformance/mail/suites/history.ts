import { createRouterClient } from "@orpc/server";
import { expect, test } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import { StepId, type WorkflowId } from "#shared/model/ids.ts";
import { FETCHED, openFetchDesk, type FetchDesk } from "../../../support/mail/fetch-desk.ts";
import { customerMail } from "../../../support/mail/mails.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { append, type MailSystem } from "../mail-system.ts";

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

/** Tells each new ticket's contact that it came. */
async function acknowledging(client: DeskClient): Promise<WorkflowId> {
  const { id } = await client.gallery.add({ key: "ticket-received" });
  await client.workflows.update({ id, enabled: true });
  return id;
}

/** Notes each mail of a customer. */
async function noting(client: DeskClient): Promise<WorkflowId> {
  const definition = {
    version: 2 as const,
    triggers: [{ id: "t1", type: "email-received" as const }],
    filter: { match: "all" as const, parts: [] },
    reenrolment: { kind: "never" as const },
    unenrolment: { on: [], filter: null },
    sources: ["email" as const],
    businessHours: null,
    steps: [{ id: StepId.parse("s1"), type: "add-note" as const, text: "It wrote." }],
  };
  return (await client.workflows.create({ name: "Notes", enabled: true, definition })).id;
}

export function historySuite(system: MailSystem): void {
  const open = closeAfterEach();
  const clientOf = ({ core }: FetchDesk): DeskClient =>
    createRouterClient(core.router, { context: { userId: core.owner() } });

  test("[D7] what a mailbox held before it was connected enrols nothing and is offered; chosen workflows take it once; what comes then runs by itself", async () => {
    const mailbox = open(await system.account());
    for (const days of [90, 20, 1]) {
      const date = ago(days);
      const from = `Past <past${days}@example.com>`;
      await append(mailbox, "INBOX", [customerMail(`${days} days ago`, { date, from })], date);
    }
    const { user, imapPort: port } = mailbox;
    const desk = open(await openFetchDesk({ port, user, mailbox: { fetchDays: 30 }, start: false }));
    const client = clientOf(desk);
    const [greets, notes] = [await acknowledging(client), await noting(client)];
    const { store, queue } = desk.core.context;
    const runsOf = async (id: WorkflowId) => (await client.workflows.runs({ id })).items.length;
    const seen = async () => {
      await queue.idle();
      const { items } = await client.historyOffers.list();
      const offered = items.flatMap(({ workflows }) => workflows);
      const figures = (id: WorkflowId) =>
        offered.flatMap((one) => (one.workflowId === id ? [one.tickets, one.enrolled] : []));
      return {
        greets: [await runsOf(greets), ...figures(greets)],
        notes: [await runsOf(notes), ...figures(notes)],
        mails: (await store.outbox.find({ selector: {} })).length,
      };
    };

    desk.fetcher.start();
    await desk.received(2);
    await desk.state("connected");
    expect(await seen()).toEqual({ greets: [0, 2, 0], notes: [0, 2, 0], mails: 0 });

    // What arrives now is news, whatever date it bears; so is what comes while nobody fetches.
    await append(mailbox, "INBOX", [customerMail("Now", { date: ago(400), from: "New <new@example.com>" })]);
    await desk.received(3);
    await desk.change({ enabled: false });
    await append(mailbox, "INBOX", [customerMail("At night", { from: "Night <night@example.com>" })]);
    await desk.change({ enabled: true });
    await desk.received(4);
    await desk.state("connected");
    expect(await seen()).toEqual({ greets: [2, 2, 0], notes: [2, 2, 0], mails: 2 });

    // Going further back brings more history, which joins the offer.
    await desk.change({ fetchDays: null });
    await desk.received(5);
    await desk.state("connected");
    expect(await seen()).toEqual({ greets: [2, 3, 0], notes: [2, 3, 0], mails: 2 });

    const chosen = { id: FETCHED, workflowIds: [greets] };
    await Promise.all([client.historyOffers.enrol(chosen), client.historyOffers.enrol(chosen)]);
    await client.historyOffers.enrol(chosen);
    expect(await seen()).toEqual({ greets: [5, 3, 3], notes: [2, 3, 0], mails: 5 });
    await client.historyOffers.dismiss({ id: FETCHED });
    expect(await seen()).toEqual({ greets: [5], notes: [2], mails: 5 });
  });
}

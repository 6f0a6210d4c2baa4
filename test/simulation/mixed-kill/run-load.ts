/** Does a load on an open desk, from where an earlier life of it ended. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { DeskClient } from "#shared/contract/index.ts";
import { TicketId, type ChannelId } from "#shared/model/ids.ts";
import type { Core } from "#main/core.ts";
import type { Lane, Load, Operation } from "./load.ts";

export type Desk = { readonly core: Core; readonly client: DeskClient };

export type LoadPlaces = {
  readonly channelId: ChannelId;
  readonly archivePath: string;
  /** A line for each operation that the desk has said is done. */
  readonly progressPath: string;
};

/** Called as each operation begins. */
export type Begins = () => void;

/** What the desk said is done: a later life does not look at it again, so what is lost of it shows in the end. */
type Done = {
  readonly lane: string;
  readonly at: number;
  readonly ticket?: { readonly name: string; readonly id: string };
};

const LOOK_MS = 15;
const IMPORT_AT_ONCE = 3;
/** Comes to its end in a second or two, or hangs; half a year on a desk whose clock runs fast. */
const LATER_MS = 180 * 86_400_000;

export async function runLoad(desk: Desk, load: Load, places: LoadPlaces, begins: Begins): Promise<void> {
  const done = existsSync(places.progressPath)
    ? readFileSync(places.progressPath, "utf8")
        .split("\n")
        // The last line may be cut off.
        .flatMap((line) => (line.endsWith("}") ? [JSON.parse(line) as Done] : []))
    : [];
  await Promise.all([
    ...load.lanes.map((lane) =>
      runLane(
        desk,
        lane,
        places,
        done.filter(({ lane: of }) => of === lane.name),
        begins,
      ),
    ),
    importArchive(desk, places.archivePath, begins),
  ]);
  while (!(await isThrough(desk))) await pause(LOOK_MS);
}

async function importArchive({ core }: Desk, path: string, begins: Begins): Promise<void> {
  for await (const line of core.importMail({ paths: [path], ownAddresses: [], batchMessages: IMPORT_AT_ONCE }))
    if (line.index % IMPORT_AT_ONCE === 0) begins();
}

async function runLane(
  desk: Desk,
  lane: Lane,
  places: LoadPlaces,
  done: readonly Done[],
  begins: Begins,
): Promise<void> {
  const tickets = new Map(
    done.flatMap(({ ticket }) => (ticket ? [[ticket.name, TicketId.parse(ticket.id)] as const] : [])),
  );
  const doer = createDoer(desk, tickets, places.channelId);
  for (const [at, operation] of lane.operations.entries()) {
    if (at < done.length) continue;
    // The first one may be done and the process ended before that was noted.
    const isDone = at === done.length && (await doer.isDone(operation));
    begins();
    if (!isDone) await doer.do(operation);
    await doer.follow(operation);
    const id = "ticket" in operation ? tickets.get(operation.ticket) : undefined;
    const line: Done = {
      lane: lane.name,
      at,
      ...(id && "ticket" in operation ? { ticket: { name: operation.ticket, id } } : {}),
    };
    appendFileSync(places.progressPath, `${JSON.stringify(line)}\n`);
  }
}

function createDoer({ core, client }: Desk, tickets: Map<string, TicketId>, channelId: ChannelId) {
  const idOf = (name: string) => TicketId.parse(tickets.get(name));
  const messageWith = async (ticket: string, text: string) =>
    (await client.tickets.open({ id: idOf(ticket) })).messages.find((message) => message.text.includes(text));

  return {
    /** A mail is handed in again: it is a duplicate then. */
    async isDone(operation: Operation): Promise<boolean> {
      switch (operation.kind) {
        case "mail":
        case "settle":
          return false;
        case "note":
        case "reply":
        case "reply-later":
          return (await messageWith(operation.ticket, operation.text)) !== undefined;
        case "take-back":
          return (await messageWith(operation.ticket, operation.text))?.delivery?.state === "cancelled";
        case "task": {
          const { items } = await client.tasks.list({ ticketId: idOf(operation.ticket), of: "everybody" });
          return items.some(({ title }) => title === operation.text);
        }
        case "due":
          return (await client.tickets.get({ id: idOf(operation.ticket) })).dueAtEpochMs === operation.dueAtEpochMs;
        case "move":
          return (await client.tickets.get({ id: idOf(operation.ticket) })).stageId === operation.stageId;
        case "merge":
          return (await client.tickets.get({ id: idOf(operation.ticket) })).mergedIntoTicketId !== undefined;
      }
    },

    async do(operation: Operation): Promise<void> {
      switch (operation.kind) {
        case "mail": {
          const hand = () => client.channels.ingest({ params: { id: channelId }, body: new Blob([operation.raw]) });
          const [{ ticketId }] = await Promise.all([hand(), operation.twice ? hand() : null]);
          if (!tickets.has(operation.ticket)) tickets.set(operation.ticket, TicketId.parse(ticketId));
          return;
        }
        case "note":
          return void (await client.tickets.addNote({ id: idOf(operation.ticket), text: operation.text }));
        case "reply":
          return void (await client.tickets.reply({ id: idOf(operation.ticket), text: operation.text }));
        case "reply-later": {
          const sendAtEpochMs = core.context.clock.nowEpochMs() + LATER_MS;
          return void (await client.tickets.reply({ id: idOf(operation.ticket), text: operation.text, sendAtEpochMs }));
        }
        case "take-back": {
          const delivery = (await messageWith(operation.ticket, operation.text))?.delivery;
          if (!delivery) throw new TypeError(`"${operation.text}" is not in the outbox.`);
          return void (await client.outbox.cancel({ id: delivery.id }));
        }
        case "task":
          return void (await client.tasks.create({ ticketId: idOf(operation.ticket), title: operation.text }));
        case "due":
          return void (await client.tickets.update({
            id: idOf(operation.ticket),
            dueAtEpochMs: operation.dueAtEpochMs,
          }));
        case "move":
          return void (await client.tickets.move({ id: idOf(operation.ticket), stageId: operation.stageId }));
        case "merge":
          return void (await client.tickets.merge({ id: idOf(operation.ticket), intoTicketId: idOf(operation.into) }));
        case "settle":
          return;
      }
    },

    /** Waits where what comes next would depend on how fast something goes that the desk does by itself: a reply that is still here would be held (H1b). */
    async follow(operation: Operation): Promise<void> {
      if (operation.kind === "reply") {
        const isWaiting = async () => {
          const state = (await messageWith(operation.ticket, operation.text))?.delivery?.state;
          return state === "queued" || state === "sending";
        };
        while (await isWaiting()) await pause(LOOK_MS);
      }
      if (operation.kind !== "settle") return;
      const ids = new Set<string>(tickets.values());
      while (!(await isThrough({ core, client }, ids))) await pause(LOOK_MS);
    },
  };
}

/** Whether nothing is left that the desk does by itself. @param tickets on these alone; default: all */
export async function isThrough({ core }: Desk, tickets?: ReadonlySet<string>): Promise<boolean> {
  const { store } = core.context;
  const here = ({ ticketId }: { ticketId: string | null }) => !tickets || (ticketId !== null && tickets.has(ticketId));
  const runs = await store.runs.find({ selector: {} });
  if (runs.some((run) => here(run) && !["done", "failed", "unenrolled"].includes(run.status))) return false;
  const outbox = await store.outbox.find({ selector: {} });
  if (outbox.some((item) => here(item) && (item.state === "queued" || item.state === "sending"))) return false;
  return !(await store.webhookRequests.find({ selector: { reported: false } })).some(here);
}

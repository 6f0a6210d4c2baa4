/**
 * Keeps one open ticket current: loads its record, takes in the live feed, paints the person's changes before the core has answered.
 *
 * A change that waits for its answer is laid over what the core last told; when the answer comes the layer goes, so that a refused change
 * leaves exactly the core's state and never a mixture.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { PastDue } from "#shared/contract/tickets.ts";
import type { Desk } from "#renderer/state/desk.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { DeliveryView, MessageView, TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { valuesAfter, type OwnValuesPatch } from "#shared/model/setup/property.ts";
import type { EditableTicketProperties } from "#shared/model/ticket.ts";
import { RELOAD_PAUSE_MS } from "../limits.ts";
import type { MailToSend } from "../composer/mail-to-send.ts";
import {
  type LiveChanges,
  lacksContacts,
  takeChanges,
  type TicketRecord,
  withDelivery,
  withMessage,
} from "./record.ts";

export type RecordState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "ready"; readonly record: TicketRecord };

export type TicketChanges = Partial<EditableTicketProperties> & {
  /** Of the desk's own properties; null empties, what is left out stays. */
  readonly values?: OwnValuesPatch;
};
export type Outcome = { readonly kind: "done" } | { readonly kind: "refused"; readonly error: unknown };

export type SendOutcome =
  | { readonly kind: "done"; readonly message: MessageView }
  | { readonly kind: "refused"; readonly error: unknown };

export type OpenTicket = {
  readonly id: TicketId;
  readonly store: StoreApi<RecordState>;
  /** Loads the record and follows the feed until the returned function is called. */
  start(): () => void;
  reload(): Promise<void>;
  /** @param pastDue for a due date that has passed; default: workflows act on it */
  update(changes: TicketChanges, pastDue?: PastDue): Promise<Outcome>;
  /** What was written is on the timeline when the promise resolves. */
  addNote(text: string, draftId: string): Promise<Outcome>;
  send(mail: MailToSend): Promise<SendOutcome>;
  /** What the outbox answered is at the message before the live feed tells it. */
  takeDelivery(item: DeliveryView): void;
  markRead(): Promise<void>;
};

type OpenTicketDesk = Pick<Desk, "onLive" | "ahead"> & {
  readonly client: Pick<DeskClient, "tickets" | "messages" | "outbox">;
};

function withLayer({ values: told, ...ticket }: TicketView, { values = {}, ...changes }: TicketChanges): TicketView {
  return { ...ticket, ...changes, ...valuesAfter(told, values) };
}

export function createOpenTicket(
  desk: OpenTicketDesk,
  id: TicketId,
  pause: (run: () => void, ms: number) => () => void,
): OpenTicket {
  const { tickets, messages, outbox } = desk.client;
  /** As the core last told it; what is shown is this with the layers over it. */
  let told: TicketRecord | null = desk.ahead.peek(id) ?? null;
  const store = createStore<RecordState>(() => (told === null ? { kind: "loading" } : { kind: "ready", record: told }));
  const layers = new Set<TicketChanges>();
  /** Counts loads, so that the answer of an earlier one is not taken for the newest. */
  let loads = 0;
  /** What the feed told since the newest load was asked for, whose answer may have been read before; null: no load is on its way. */
  let since: LiveChanges[] | null = null;
  let cancelReload: (() => void) | null = null;

  const show = (): void => {
    if (told === null) return;
    const ticket = [...layers].reduce(withLayer, told.ticket);
    store.setState({ kind: "ready", record: layers.size === 0 ? told : { ...told, ticket } }, true);
  };

  async function reload(answer: Promise<TicketRecord> = tickets.open({ id })): Promise<void> {
    loads += 1;
    const load = loads;
    const missed: LiveChanges[] = [];
    since = missed;
    try {
      const record = await answer;
      if (load !== loads || record === told) return;
      told = missed.reduce((read, entry) => takeChanges(read, entry).record, record);
      show();
    } catch (error) {
      // What is shown stays: it is old, not wrong, and the next hello loads again.
      if (load === loads && told === null) store.setState({ kind: "failed", error }, true);
    } finally {
      if (load === loads) since = null;
    }
  }

  async function refreshTicket(): Promise<void> {
    try {
      takeTicket(await tickets.get({ id }));
    } catch {
      // The next change or hello asks again.
    }
  }

  function takeTicket(ticket: TicketView): void {
    if (told === null) return;
    told = { ...told, ticket };
    show();
    if (lacksContacts(told)) void reload();
  }

  function onEntry(entry: LiveEntry): void {
    if (entry.type === "hello") {
      void reload();
      return;
    }
    since?.push(entry);
    if (told === null) return;
    const taken = takeChanges(told, entry);
    if (taken.record !== told) {
      const haveContactsChanged = taken.record.contacts !== told.contacts;
      told = taken.record;
      show();
      if (haveContactsChanged && lacksContacts(told)) void reload();
    }
    if (taken.ticketChanged) {
      cancelReload?.();
      cancelReload = pause(() => void refreshTicket(), RELOAD_PAUSE_MS);
    }
  }

  async function update(changes: TicketChanges, pastDue?: PastDue): Promise<Outcome> {
    layers.add(changes);
    show();
    try {
      const ticket = await tickets.update({ id, ...changes, ...(pastDue === undefined ? {} : { pastDue }) });
      layers.delete(changes);
      takeTicket(ticket);
      return { kind: "done" };
    } catch (error) {
      layers.delete(changes);
      show();
      return { kind: "refused", error };
    }
  }

  function takeMessage(message: MessageView): void {
    if (told === null) return;
    told = withMessage(told, message);
    show();
  }

  async function addNote(text: string, draftId: string): Promise<Outcome> {
    try {
      takeMessage(await tickets.addNote({ id, text, draftId }));
      return { kind: "done" };
    } catch (error) {
      return { kind: "refused", error };
    }
  }

  function call(mail: MailToSend): Promise<MessageView> {
    switch (mail.kind) {
      case "reply":
        return tickets.reply({ id, ...mail.input });
      case "new":
        return tickets.compose({ id, ...mail.input });
      case "forward":
        return messages.forward(mail.input);
      case "edit":
        return outbox.edit(mail.input);
    }
  }

  async function send(mail: MailToSend): Promise<SendOutcome> {
    try {
      const message = await call(mail);
      takeMessage(message);
      return { kind: "done", message };
    } catch (error) {
      return { kind: "refused", error };
    }
  }

  return {
    id,
    store,
    start: () => {
      const stopListening = desk.onLive(onEntry);
      void reload(desk.ahead.take(id));
      return () => {
        stopListening();
        cancelReload?.();
        loads += 1;
      };
    },
    reload: () => reload(),
    update,
    addNote,
    send,
    takeDelivery: (item) => {
      if (told === null) return;
      told = withDelivery(told, item);
      show();
    },
    markRead: async () => {
      try {
        takeTicket(await tickets.markRead({ id }));
      } catch {
        // It stays unread until it is opened again; nothing is lost.
      }
    },
  };
}

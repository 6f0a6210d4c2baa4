/** What is left to do for mail that went out, or may have: the copy in the Sent folder, and finding out there whether it did. */
import type { ChannelId, OutboxItemId } from "#shared/model/ids.ts";
import { inOnePiece } from "#main/desk/commands/command.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { namesBeside, noteNames } from "#main/desk/outgoing/names-of-sent-mail.ts";
import { composeMail } from "../compose/compose-mail.ts";
import type { Probe } from "../probe.ts";
import type { SendingAccount } from "./attempt-deps.ts";
import { tellUnsure, writeEvent } from "./item-writes.ts";
import { COPY_PAUSE_MS, MAX_COPY_AGE_MS, UNSURE_CHECKS_MS } from "./limits.ts";

export type AfterSending = {
  /** Takes up what an earlier run left. */
  load(): Promise<void>;
  copyLater(id: OutboxItemId): void;
  checkLater(id: OutboxItemId): void;
  /** Looks in the Sent folder whether the server gave the mail an id of its own, where it keeps the copies. */
  nameLater(id: OutboxItemId, channelId: ChannelId): void;
  /** Everything is due at once. */
  hurry(): void;
  /** Null where nothing is left. */
  nextDue(): number | null;
  /** Does what is due. */
  work(): Promise<void>;
};

type Chore = { dueAtEpochMs: number; tries: number };

export function createAfterSending({
  context,
  probe,
  account,
  persist,
}: {
  readonly context: DeskContext;
  readonly probe: Probe;
  readonly account: (id: ChannelId) => SendingAccount | null;
  readonly persist: (work: () => Promise<void>) => Promise<void>;
}): AfterSending {
  const copies = new Map<OutboxItemId, Chore>();
  const checks = new Map<OutboxItemId, Chore>();
  const namings = new Map<OutboxItemId, Chore>();
  /** Mailboxes whose server was seen to keep our ids: it does so with all. */
  const keeping = new Set<ChannelId>();
  const { store, clock } = context;

  async function copy(id: OutboxItemId): Promise<void> {
    const item = await store.outbox.get(id);
    const message = item ? await store.messages.get(item.messageId) : null;
    if (item?.state !== "sent" || item.sentCopy !== "due" || message === null) {
      copies.delete(id);
      return;
    }
    put(copies, id, COPY_PAUSE_MS);
    const over = item.channelId ? account(item.channelId) : null;
    if (over === null) return;
    // The same message gives the same bytes: this is the copy of what went out.
    const { raw } = await composeMail(context, message, over.channel);
    if (!(await over.sent.append(message.rfcMessageId, raw))) return;
    copies.delete(id);
    await persist(() => writeEvent(context, id, { type: "copied" }));
    await probe("send.copied");
  }

  async function check(id: OutboxItemId): Promise<void> {
    const item = await store.outbox.get(id);
    const message = item ? await store.messages.get(item.messageId) : null;
    if (item?.state !== "unsure" || message === null) {
      checks.delete(id);
      return;
    }
    const tries = checks.get(id)?.tries ?? 0;
    const over = item.channelId ? account(item.channelId) : null;
    const found = over ? await over.sent.find(message) : null;
    if (found?.kind === "there") {
      checks.delete(id);
      const atEpochMs = clock.nowEpochMs();
      const sentAs = namesBeside(message, [found.rfcMessageId]);
      await persist(() =>
        writeEvent(context, id, { type: "confirmed", atEpochMs, sentCopy: "done", sentAs }, async (piece) =>
          noteNames(context, piece, message.id, sentAs),
        ),
      );
      return;
    }
    putOff(checks, id);
    // The first look may come before the server has filed its copy, or before there is a connection to look over.
    if (tries > 0) await persist(() => inform(id));
  }

  /** What the server called it; not asked for where the server keeps our ids, or the desk files the copies itself. */
  async function name(id: OutboxItemId): Promise<void> {
    const item = await store.outbox.get(id);
    const message = item ? await store.messages.get(item.messageId) : null;
    const channelId = item?.channelId ?? null;
    if (item?.state !== "sent" || message === null || channelId === null || keeping.has(channelId)) {
      namings.delete(id);
      return;
    }
    const found = await account(channelId)?.sent.find(message);
    if (found?.kind !== "there") {
      putOff(namings, id);
      return;
    }
    namings.delete(id);
    if (found.rfcMessageId === message.rfcMessageId) keeping.add(channelId);
    const sentAs = namesBeside(message, [found.rfcMessageId]);
    if (sentAs.length === 0) return;
    await persist(() =>
      writeEvent(context, id, { type: "renamed", sentAs }, async (piece) =>
        noteNames(context, piece, message.id, sentAs),
      ),
    );
  }

  /** To the next time that it may be there; after the last it is not looked for any more. */
  function putOff(chores: Map<OutboxItemId, Chore>, id: OutboxItemId): void {
    const tries = (chores.get(id)?.tries ?? 0) + 1;
    const next = UNSURE_CHECKS_MS[tries];
    if (next === undefined) chores.delete(id);
    else chores.set(id, { dueAtEpochMs: clock.nowEpochMs() + next, tries });
  }

  async function inform(id: OutboxItemId): Promise<void> {
    await inOnePiece(context, async (piece) => {
      const item = await piece.outbox.get(id);
      if (item?.state === "unsure") await tellUnsure(context, piece, item);
    });
  }

  function put(chores: Map<OutboxItemId, Chore>, id: OutboxItemId, pauseMs: number): void {
    const tries = chores.get(id)?.tries ?? 0;
    chores.set(id, { dueAtEpochMs: clock.nowEpochMs() + pauseMs, tries });
  }

  async function workOff(chores: Map<OutboxItemId, Chore>, work: (id: OutboxItemId) => Promise<void>): Promise<void> {
    const now = clock.nowEpochMs();
    const due = Array.from(chores).filter(([, { dueAtEpochMs }]) => dueAtEpochMs <= now);
    for (const [id] of due) {
      try {
        await work(id);
      } catch (error) {
        context.log.warn("What follows a mail's sending failed and is tried again", { id, error });
        put(chores, id, COPY_PAUSE_MS);
      }
    }
  }

  return {
    async load() {
      const sinceEpochMs = clock.nowEpochMs() - MAX_COPY_AGE_MS;
      const due = await store.outbox.find({
        selector: { state: "sent", createdAtEpochMs: { $gt: sinceEpochMs }, sentCopy: "due" },
      });
      for (const { id } of due) put(copies, id, 0);
      for (const { id } of await store.outbox.find({ selector: { state: "unsure" } })) put(checks, id, 0);
    },
    copyLater: (id) => put(copies, id, 0),
    checkLater: (id) => put(checks, id, 0),
    nameLater(id, channelId) {
      const isFiled = account(channelId)?.channel.mailbox?.sentCopy === "server";
      if (isFiled && !keeping.has(channelId)) put(namings, id, 0);
    },
    hurry() {
      for (const chores of [copies, checks, namings])
        for (const chore of chores.values()) chore.dueAtEpochMs = Math.min(chore.dueAtEpochMs, clock.nowEpochMs());
    },
    nextDue() {
      const left = [...copies.values(), ...checks.values(), ...namings.values()].map(
        ({ dueAtEpochMs }) => dueAtEpochMs,
      );
      return left.length === 0 ? null : Math.min(...left);
    },
    async work() {
      await workOff(copies, copy);
      await workOff(checks, check);
      await workOff(namings, name);
    },
  };
}

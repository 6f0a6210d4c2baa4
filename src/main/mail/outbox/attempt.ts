import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { retryAt } from "#shared/rules/outbox/retry-at.ts";
import type { OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import { namesBeside, noteNames } from "#main/desk/outgoing/names-of-sent-mail.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import type { SendOutcome } from "../smtp/smtp-transport.ts";
import type { AttemptDeps, AttemptResult, SendingAccount } from "./attempt-deps.ts";
import { composedOrNot, handOver } from "./hand-over.ts";
import { FILE_WAIT_MS } from "./limits.ts";
import {
  failureOf,
  guardedItem,
  recordSending,
  tellFailed,
  tellRefused,
  writeEvent,
  type Chosen,
} from "./item-writes.ts";
import { remainderAfter } from "./remainder.ts";

/** Tries to send one mail and stores what became of it. Throws only what nobody foresaw; the item is then as it was stored last. */
export async function attemptToSend(
  deps: AttemptDeps,
  account: SendingAccount,
  due: OutboxItem,
): Promise<AttemptResult> {
  const { context, probe } = deps;
  await probe("send.chosen");
  const chosen = await guardedItem(context, due);
  if (chosen === null) return { kind: "skipped" };
  const mail = await composedOrNot(deps, account, chosen.message, {
    gone: (words) =>
      writeEvent(
        context,
        chosen.item.id,
        { type: "refused", failure: failureOf(context, "file-missing", words) },
        (piece, next) => tellFailed(context, piece, next),
      ),
    awaited: (words) =>
      writeEvent(context, chosen.item.id, {
        type: "deferred",
        failure: failureOf(context, "file-awaited", words),
        retryAtEpochMs: context.clock.nowEpochMs() + FILE_WAIT_MS,
        counts: false,
      }),
  });
  if (mail === null) return { kind: "not-sent", isUnsure: false };
  await probe("send.composed");
  const outcome = await handOver(deps, account, mail, () => recordSending(context, chosen));
  if (outcome === null) return { kind: "skipped" };
  await probe("send.answered");
  const result = await settle(deps, account, chosen, outcome);
  await probe("send.outcome-written");
  return result;
}

async function settle(
  deps: AttemptDeps,
  { channel }: SendingAccount,
  { item, message }: Chosen,
  outcome: SendOutcome,
): Promise<AttemptResult> {
  const { context } = deps;
  const atEpochMs = context.clock.nowEpochMs();
  if (outcome.kind === "sent") {
    const copyIsDue = channel.mailbox?.sentCopy === "append";
    const refused = [...outcome.refusals.refused];
    const remainder = remainderAfter(outcome.refusals, 1, atEpochMs, deps.random());
    const sentAs = namesBeside(message, outcome.serverIds);
    const sentCopy = copyIsDue ? "due" : "none";
    await write({ type: "accepted", atEpochMs, refused, remainder, sentAs, sentCopy }, async (piece, next) => {
      await tellRefused(context, piece, next, refused);
      noteNames(context, piece, next.messageId, sentAs);
    });
    return { kind: "sent", copyIsDue, isNamed: outcome.serverIds.length > 0 };
  }
  const failure = { ...outcome.failure, atEpochMs };
  if (outcome.kind === "unsure") {
    await write({ type: "unanswered", failure });
    return { kind: "not-sent", isUnsure: true };
  }
  if (outcome.mailbox !== null) {
    await write({
      type: "deferred",
      failure,
      retryAtEpochMs: deps.pauseMailbox(outcome.mailbox),
      counts: false,
    });
    return { kind: "mailbox" };
  }
  const retryAtEpochMs = outcome.kind === "permanent" ? null : retryAt(item.attempts + 1, atEpochMs, deps.random());
  if (retryAtEpochMs === null)
    await write({ type: "refused", failure }, (piece, next) => tellFailed(context, piece, next));
  else await write({ type: "deferred", failure, retryAtEpochMs, counts: true });
  return { kind: "not-sent", isUnsure: false };

  function write(
    event: OutboxEvent,
    alsoWrite?: (piece: PieceOfWork, next: OutboxItem) => Promise<void>,
  ): Promise<void> {
    return deps.persist(() => writeEvent(context, item.id, event, alsoWrite));
  }
}

/**
 * Recipients whom a server put off (4xx) while it took the mail for others. The mail is sent; they are tried again by themselves as long as a whole mail would be, with the same bytes.
 * Whoever wrote it is told only of those who are given up.
 */
import { isDeepStrictEqual } from "node:util";
import type { OutboxItem, Remainder } from "#shared/model/outbox-item.ts";
import { mayHappen, reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import { retryAt } from "#shared/rules/outbox/retry-at.ts";
import { inOnePiece } from "#main/desk/commands/command.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { namesBeside, noteNames } from "#main/desk/outgoing/names-of-sent-mail.ts";
import type { Refusals, Refused } from "../smtp/send-failure.ts";
import type { SendOutcome } from "../smtp/smtp-transport.ts";
import type { AttemptDeps, AttemptResult, SendingAccount } from "./attempt-deps.ts";
import { composedOrNot, handOver } from "./hand-over.ts";
import { FILE_WAIT_MS } from "./limits.ts";
import { tellRefused, writeEvent } from "./item-writes.ts";

/**
 * Who is left after an attempt that reached somebody; null: nobody.
 * @param attempts in a row that reached nobody of these, with this one
 */
export function remainderAfter(
  { deferred, isLimit }: Refusals,
  attempts: number,
  nowEpochMs: number,
  random: number,
): Remainder | null {
  if (deferred.length === 0) return null;
  // A server that takes a hundred at once takes the next hundred now (RFC 5321 §4.5.3.1.10).
  const retryAtEpochMs = isLimit ? nowEpochMs : (retryAt(attempts, nowEpochMs, random) ?? nowEpochMs);
  return { recipients: [...deferred], attempts, retryAtEpochMs, sendingSinceEpochMs: null };
}

type Settled = { readonly remainder: Remainder | null; readonly refused: readonly Refused[] };

/** Tries those who are left. */
export async function attemptRemainder(
  deps: AttemptDeps,
  account: SendingAccount,
  { id, messageId, remainder }: OutboxItem,
): Promise<AttemptResult> {
  const { context } = deps;
  const message = await context.store.messages.get(messageId);
  if (!remainder || message === null) return { kind: "skipped" };
  const giveUp = (words: string): Settled => ({
    remainder: null,
    refused: remainder.recipients.map(({ address, detail }) => ({ address, detail: words || detail })),
  });
  const mail = await composedOrNot(deps, account, message, {
    gone: (words) => settle(deps, id, giveUp(words)),
    awaited: () =>
      settle(deps, id, {
        remainder: { ...remainder, retryAtEpochMs: context.clock.nowEpochMs() + FILE_WAIT_MS },
        refused: [],
      }),
  });
  if (mail === null) return { kind: "not-sent", isUnsure: false };
  const envelope = { from: mail.envelope.from, to: remainder.recipients.map(({ address }) => address) };
  const outcome = await handOver(deps, account, { ...mail, envelope }, () => recordRemainder(context, id, remainder));
  if (outcome === null) return { kind: "skipped" };
  const sentAs = outcome.kind === "sent" ? namesBeside(message, outcome.serverIds) : [];
  await settle(deps, id, settledBy(deps, remainder, outcome), sentAs);
  if (outcome.kind === "sent") return { kind: "sent", copyIsDue: false, isNamed: true };
  return outcome.mailbox === null ? { kind: "skipped" } : { kind: "mailbox" };
}

/** Those of whom nobody can tell after the program ended in between. */
export async function giveUpUnsure(context: DeskContext, { id, remainder }: OutboxItem): Promise<void> {
  if (!remainder || remainder.sendingSinceEpochMs === null) return;
  await settle({ context, persist: (work) => work() }, id, unsure(remainder, ""));
}

function settledBy(deps: AttemptDeps, remainder: Remainder, outcome: SendOutcome): Settled {
  const now = deps.context.clock.nowEpochMs();
  const waiting = { ...remainder, sendingSinceEpochMs: null };
  if (outcome.kind === "unsure") return unsure(remainder, outcome.failure.detail);
  if (outcome.kind === "sent")
    return {
      remainder: remainderAfter(outcome.refusals, 1, now, deps.random()),
      refused: outcome.refusals.refused,
    };
  if (outcome.mailbox !== null)
    return { remainder: { ...waiting, retryAtEpochMs: deps.pauseMailbox(outcome.mailbox) }, refused: [] };
  const { refused, deferred } = outcome.refusals ?? { refused: [], deferred: [] };
  const said = new Map([...refused, ...deferred].map((one) => [one.address, one]));
  const withWords = remainder.recipients.map(
    ({ address }) => said.get(address) ?? { address, detail: outcome.failure.detail },
  );
  const gone = new Set(refused.map(({ address }) => address));
  const left = withWords.filter(({ address }) => !gone.has(address));
  const attempts = remainder.attempts + 1;
  const retryAtEpochMs = outcome.kind === "permanent" ? null : retryAt(attempts, now, deps.random());
  if (retryAtEpochMs === null || left.length === 0) return { remainder: null, refused: withWords };
  return { remainder: { recipients: left, attempts, retryAtEpochMs, sendingSinceEpochMs: null }, refused };
}

function unsure({ recipients }: Remainder, words: string): Settled {
  return {
    remainder: null,
    refused: recipients.map(({ address, detail }) => ({ address, detail: words || detail, unsure: true as const })),
  };
}

/** Stores that their bytes begin to go out, before the first one does. False: somebody else has settled them. */
function recordRemainder(context: DeskContext, id: OutboxItem["id"], expected: Remainder): Promise<boolean> {
  return inOnePiece(context, async (piece) => {
    await context.host.requireHost();
    const item = await piece.outbox.get(id);
    if (item === null || !mayHappen(item.state, "remainder-began") || !isDeepStrictEqual(item.remainder, expected))
      return false;
    piece.outbox.put(reduceOutbox(item, { type: "remainder-began", atEpochMs: context.clock.nowEpochMs() }));
    return true;
  });
}

function settle(
  { context, persist }: Pick<AttemptDeps, "context" | "persist">,
  id: OutboxItem["id"],
  { remainder, refused }: Settled,
  sentAs: readonly string[] = [],
): Promise<void> {
  return persist(() =>
    writeEvent(
      context,
      id,
      { type: "remainder-settled", remainder, refused: [...refused], sentAs },
      async (piece, next) => {
        await tellRefused(context, piece, next, refused);
        noteNames(context, piece, next.messageId, sentAs);
      },
    ),
  );
}

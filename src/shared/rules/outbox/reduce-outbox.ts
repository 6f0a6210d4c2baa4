import { PipedeskError } from "../../errors/pipedesk-error.ts";
import type { OutboxItem, OutboxState, Remainder, SendFailure } from "../../model/outbox-item.ts";

/** What can happen to a mail in the outbox. */
export type OutboxEvent =
  /** Its bytes begin to go out. Stored before the first one does. */
  | { readonly type: "began"; readonly atEpochMs: number }
  | {
      readonly type: "accepted";
      readonly atEpochMs: number;
      readonly refused: OutboxItem["refused"];
      readonly sentCopy: OutboxItem["sentCopy"];
      /** Whom the server put off; null: nobody. */
      readonly remainder?: Remainder | null;
      /** Ids that the server gave it. */
      readonly sentAs?: readonly string[];
    }
  /** The bytes for those who were put off begin to go out. */
  | { readonly type: "remainder-began"; readonly atEpochMs: number }
  /** What became of them: some wait on, some are refused, the others have it. */
  | {
      readonly type: "remainder-settled";
      readonly remainder: Remainder | null;
      readonly refused: OutboxItem["refused"];
      readonly sentAs?: readonly string[];
    }
  /** The mail was found under an id that is not ours. */
  | { readonly type: "renamed"; readonly sentAs: readonly string[] }
  /** Not sent, may work later. `counts`: the server said so about this mail; a missing network is nobody's attempt. */
  | {
      readonly type: "deferred";
      readonly failure: SendFailure;
      readonly retryAtEpochMs: number;
      readonly counts: boolean;
    }
  /** Not sent, never will be. */
  | { readonly type: "refused"; readonly failure: SendFailure }
  /** All bytes went out and no answer came, or the program ended meanwhile. */
  | { readonly type: "unanswered"; readonly failure: SendFailure }
  /** H1b, D7 */
  | { readonly type: "held"; readonly hold: NonNullable<OutboxItem["hold"]> }
  | { readonly type: "released"; readonly atEpochMs: number; readonly basisStamp: string }
  | { readonly type: "cancelled"; readonly superseded?: true }
  /** A person wants it sent now; what is on the ticket now, they have seen. */
  | { readonly type: "hurried"; readonly atEpochMs: number; readonly basisStamp: string }
  | { readonly type: "postponed"; readonly sendAtEpochMs: number; readonly basisStamp: string }
  | { readonly type: "edited"; readonly notBeforeEpochMs: number; readonly basisStamp: string }
  /** Proof, or a person's word, that it was sent. */
  | {
      readonly type: "confirmed";
      readonly atEpochMs: number;
      readonly sentCopy: OutboxItem["sentCopy"];
      readonly sentAs?: readonly string[];
    }
  /** A person's word that it was not. */
  | { readonly type: "repeated"; readonly atEpochMs: number; readonly basisStamp: string }
  /** A delivery failure came back. */
  | { readonly type: "returned"; readonly returned: OutboxItem["returned"][number] }
  | { readonly type: "copied" }
  /** D8c: what it changes of its ticket is so now. */
  | { readonly type: "took-effect" };
export type OutboxEventType = OutboxEvent["type"];

/** Which event leads where; what is not named is illegal. */
const TRANSITIONS: Readonly<Record<OutboxEventType, Partial<Readonly<Record<OutboxState, OutboxState>>>>> = {
  began: { queued: "sending" },
  accepted: { sending: "sent" },
  deferred: { queued: "queued", sending: "queued" },
  refused: { queued: "failed", sending: "failed" },
  unanswered: { sending: "unsure" },
  held: { queued: "held" },
  released: { held: "queued" },
  cancelled: { queued: "cancelled", held: "cancelled", failed: "cancelled" },
  hurried: { queued: "queued", failed: "queued", cancelled: "queued" },
  postponed: { queued: "queued", held: "held", failed: "queued", cancelled: "queued" },
  edited: { queued: "queued", held: "queued", failed: "queued" },
  confirmed: { unsure: "sent" },
  repeated: { unsure: "queued" },
  returned: { sent: "sent", unsure: "sent", sending: "sending" },
  copied: { sent: "sent" },
  "remainder-began": { sent: "sent" },
  "remainder-settled": { sent: "sent" },
  renamed: { sent: "sent" },
  "took-effect": { queued: "queued" },
};

/** Whether the event may happen to an item in that state. */
export function mayHappen(state: OutboxState, event: OutboxEventType): boolean {
  return TRANSITIONS[event][state] !== undefined;
}

/**
 * What becomes of the item. Pure; whoever writes the outcome compares with what was read.
 * @throws PD_INTERNAL for an event that can't happen in the item's state
 * @rule H1
 */
export function reduceOutbox(item: OutboxItem, event: OutboxEvent): OutboxItem {
  const state = TRANSITIONS[event.type][item.state];
  if (state === undefined) {
    throw new PipedeskError("PD_INTERNAL", `An outbox item that is ${item.state} can't be ${event.type}.`, {
      details: { what: "outbox", id: item.id },
    });
  }
  const next = { ...item, state, ...changesOf(item, event) };
  // Absent, not null: most mails never have one.
  if (event.type === "remainder-settled" && event.remainder === null) delete next.remainder;
  return next;
}

const FRESH = { attempts: 0, retryAtEpochMs: 0, sendingSinceEpochMs: null, hold: null } as const;

function changesOf(item: OutboxItem, event: OutboxEvent): Partial<OutboxItem> {
  switch (event.type) {
    case "began":
      return { sendingSinceEpochMs: event.atEpochMs };
    case "accepted":
      return {
        ...sentAt(event.atEpochMs, event.sentCopy),
        attempts: item.attempts + 1,
        refused: event.refused,
        ...(event.remainder ? { remainder: event.remainder } : {}),
        ...named(item, event.sentAs),
      };
    case "deferred":
      return {
        attempts: item.attempts + (event.counts ? 1 : 0),
        lastFailure: event.failure,
        retryAtEpochMs: event.retryAtEpochMs,
        sendingSinceEpochMs: null,
      };
    case "refused":
      return { attempts: item.attempts + 1, lastFailure: event.failure, retryAtEpochMs: 0, sendingSinceEpochMs: null };
    case "unanswered":
      return { attempts: item.attempts + 1, lastFailure: event.failure };
    case "held":
      return { hold: event.hold };
    case "released":
      return {
        ...FRESH,
        basisStamp: event.basisStamp,
        ...(item.automatic ? { releasedAtEpochMs: event.atEpochMs } : {}),
      };
    case "cancelled":
      return {
        hold: null,
        retryAtEpochMs: 0,
        ...notInForce(item),
        ...(event.superseded === undefined ? {} : { superseded: event.superseded }),
      };
    case "hurried":
    case "repeated":
      return {
        ...FRESH,
        notBeforeEpochMs: Math.min(item.notBeforeEpochMs, event.atEpochMs),
        scheduled: false,
        basisStamp: event.basisStamp,
      };
    case "postponed":
      return {
        attempts: 0,
        retryAtEpochMs: 0,
        notBeforeEpochMs: event.sendAtEpochMs,
        scheduled: true,
        basisStamp: event.basisStamp,
        ...notInForce(item),
      };
    case "edited":
      return { ...FRESH, notBeforeEpochMs: event.notBeforeEpochMs, basisStamp: event.basisStamp };
    case "confirmed":
      return {
        ...sentAt(item.sendingSinceEpochMs ?? event.atEpochMs, event.sentCopy),
        ...named(item, event.sentAs),
      };
    case "returned":
      return {
        returned: [...item.returned, event.returned],
        ...(item.state === "unsure" ? sentAt(item.sendingSinceEpochMs ?? event.returned.atEpochMs, "done") : {}),
      };
    case "copied":
      return { sentCopy: "done" };
    case "remainder-began":
      return item.remainder ? { remainder: { ...item.remainder, sendingSinceEpochMs: event.atEpochMs } } : {};
    case "remainder-settled":
      return {
        refused: [...item.refused, ...event.refused],
        ...(event.remainder ? { remainder: event.remainder } : {}),
        ...named(item, event.sentAs),
      };
    case "renamed":
      return named(item, event.sentAs);
    case "took-effect":
      return { inForce: true };
  }
}

function named(item: OutboxItem, sentAs: readonly string[] = []): Pick<OutboxItem, "sentAs"> {
  return sentAs.length === 0 ? {} : { sentAs: Array.from(new Set([...(item.sentAs ?? []), ...sentAs])) };
}

/** What a workflow sends changes nothing of its ticket. */
function notInForce({ automatic }: OutboxItem): Partial<OutboxItem> {
  return automatic ? {} : { inForce: false };
}

function sentAt(atEpochMs: number, sentCopy: OutboxItem["sentCopy"]): Partial<OutboxItem> {
  return {
    sentAtEpochMs: atEpochMs,
    sendingSinceEpochMs: null,
    retryAtEpochMs: 0,
    lastFailure: null,
    hold: null,
    sentCopy,
  };
}

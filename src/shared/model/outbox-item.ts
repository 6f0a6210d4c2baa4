import { z } from "zod";
import { ERASED } from "./erased.ts";
import { ChannelId, MessageId, OutboxItemId, TicketId, UserId } from "./ids.ts";

/**
 * Where an outgoing mail stands (H1).
 *
 * - `queued` waits for its time, the network or its turn; `held` waits for a person (H1b, D7); `sending` is with the server.
 * - `sent`, `failed` (the server refused it for good) and `cancelled` are final, but for a person who tries a failed one again.
 * - `unsure`: the connection or the program ended between the last byte and the server's answer. It may have been sent; it is never sent again
 *   by itself: the Sent folder decides, else a person.
 */
export const OutboxState = z.enum(["queued", "held", "sending", "sent", "failed", "unsure", "cancelled"]);
export type OutboxState = z.infer<typeof OutboxState>;

/** Why an item is held. */
export const Hold = z.discriminatedUnion("kind", [
  /** H1b: since it was written, the ticket got these. */
  z.object({
    kind: z.literal("stale"),
    newMessageIds: z.array(MessageId),
    /** Somebody else, or an automation of theirs, moved the ticket. */
    stageChanged: z.boolean(),
  }),
  /** D7: so many automatic mails to one recipient on one ticket within that time. */
  z.object({
    kind: z.literal("cap"),
    address: z.string(),
    mails: z.number().int(),
    minutes: z.number().int(),
    /** Over all tickets; absent: on one. */
    allTickets: z.literal(true).optional(),
  }),
  /** D7: a hard bounce of late; no automatic mail goes there until then. */
  z.object({ kind: z.literal("bounced"), address: z.string(), untilEpochMs: z.number() }),
]);
export type Hold = z.infer<typeof Hold>;

/** What the last attempt ended with. */
export const SendFailure = z.object({
  code: z.enum([
    "no-mailbox",
    "offline",
    "dns",
    "refused",
    "timeout",
    "disconnected",
    "certificate",
    "tls",
    "auth",
    "recipient",
    /** The server can't carry addresses with such letters before the @ (RFC 6531). */
    "letters",
    "sender",
    "content",
    "too-large",
    "quota",
    "temporary",
    "protocol",
    "file-missing",
    /** Of a team: a file of it is still on its way from the device on which it was added. */
    "file-awaited",
    "crashed",
    "other",
  ]),
  /** The server's own words or the system's; '' where there are none. No secrets. */
  detail: z.string(),
  atEpochMs: z.number(),
});
export type SendFailure = z.infer<typeof SendFailure>;

/** A recipient whom the server refused while it took the mail for others. */
export const RefusedRecipient = z.object({
  address: z.string(),
  detail: z.string(),
  /** Nobody can tell: the connection or the program ended while the mail was on its way to them. Absent: it did not arrive. */
  unsure: z.literal(true).optional(),
});

/** Recipients whom the server put off while it took the mail for others: they are tried again by themselves. */
export const Remainder = z.object({
  recipients: z.array(RefusedRecipient),
  /** Since somebody of them was taken last. */
  attempts: z.number().int(),
  retryAtEpochMs: z.number(),
  /** When its bytes began to go out to them; null while they wait. */
  sendingSinceEpochMs: z.number().nullable(),
});
export type Remainder = z.infer<typeof Remainder>;

/** A delivery failure that came back for a mail that was sent. */
export const ReturnedMail = z.object({
  address: z.string(),
  status: z.string(),
  hard: z.boolean(),
  /** The bounce itself. */
  messageId: MessageId,
  atEpochMs: z.number(),
});

/** Something that waits to leave the machine, or left it (H1). */
export const OutboxItem = z.object({
  ...ERASED,
  /** Derived from the message: it waits here once. */
  id: OutboxItemId,
  kind: z.literal("email"),
  messageId: MessageId,
  ticketId: TicketId.nullable(),
  channelId: ChannelId.nullable(),
  authorId: UserId.nullable(),
  /** A workflow wrote it: the caps of D7 count it. */
  automatic: z.boolean(),
  /** A template that somebody tries out. */
  test: z.literal(true).optional(),
  createdAtEpochMs: z.number().int(),
  /** Hybrid logical clock: what was written first goes first on its ticket. */
  stamp: z.string(),
  state: OutboxState,
  /** Not before: the end of the undo window, or the time that a person chose. */
  notBeforeEpochMs: z.number(),
  /** A person chose the time. */
  scheduled: z.boolean(),
  /** D8c, of a person's mail: what it changes of its ticket is not so yet, as it is to go later, or is taken back. Absent or true: it is so. */
  inForce: z.boolean().optional(),
  /** H1b: the newest thing on the ticket that the writer had seen; '' where nothing can be stale. */
  basisStamp: z.string(),
  hold: Hold.nullable(),
  /** Of one that is cancelled: the run that wrote it was superseded by a rival's (H4). Absent: somebody cancelled it. */
  superseded: z.literal(true).optional(),
  /** D7: a person released it although it is automatic; the caps and bounces do not hold it again. */
  releasedAtEpochMs: z.number().optional(),
  attempts: z.number().int(),
  /** After a failed attempt: not before; 0 before the first. */
  retryAtEpochMs: z.number(),
  lastFailure: SendFailure.nullable(),
  /** When its bytes began to go out; null outside `sending` and `unsure`. */
  sendingSinceEpochMs: z.number().nullable(),
  sentAtEpochMs: z.number().nullable(),
  refused: z.array(RefusedRecipient),
  /** Of a mail that was sent to others; absent where nobody is left. */
  remainder: Remainder.optional(),
  /** Ids under which the server passed it on in place of ours, as far as it told; absent: it kept ours, or did not say. */
  sentAs: z.array(z.string()).optional(),
  returned: z.array(ReturnedMail),
  /** The copy in the Sent folder: `due` until it is there. */
  sentCopy: z.enum(["none", "due", "done"]),
});
export type OutboxItem = z.infer<typeof OutboxItem>;

import type { Person } from "../../model/person.ts";
import { ADDRESS_CAPS, AUTOMATIC_MAIL_CAPS, HARD_BOUNCE_PAUSE_MS, NEW_TICKET_CAP, type Cap } from "./limits.ts";

type AutomaticMails = NonNullable<Person["automaticMails"]>;

/** More than the widest cap counts, since those on the same ticket are passed over. */
export const KEPT_AUTOMATIC_MAILS = 2 * Math.max(...ADDRESS_CAPS.map(({ mails }) => mails));

const MINUTE_MS = 60_000;

/**
 * D7: the first cap that one more automatic mail to the recipient would break; null where it may go.
 * @param sentAtEpochMs when the automatic mails to this recipient on this ticket went out
 * @rule D7
 */
export function automaticMailCaps(sentAtEpochMs: readonly number[], nowEpochMs: number): Cap | null {
  return reachedOf(AUTOMATIC_MAIL_CAPS, sentAtEpochMs, nowEpochMs);
}

function reachedOf(caps: readonly Cap[], sentAtEpochMs: readonly number[], nowEpochMs: number): Cap | null {
  const isReached = ({ mails, minutes }: Cap) =>
    sentAtEpochMs.filter((at) => at > nowEpochMs - minutes * MINUTE_MS).length >= mails;
  return caps.find(isReached) ?? null;
}

/**
 * The same over all other tickets: stricter where the ticket is new, so that the mail is likely an acknowledgement.
 * @param sent what `withAutomaticMail` has kept of the address
 * @rule D7
 */
export function addressCaps(
  sent: AutomaticMails,
  ticket: { readonly id: string; readonly createdAtEpochMs: number } | null,
  nowEpochMs: number,
): Cap | null {
  const elsewhere = sent.filter(({ ticketId }) => ticketId !== ticket?.id).map(({ atEpochMs }) => atEpochMs);
  const isNew = ticket !== null && ticket.createdAtEpochMs > nowEpochMs - NEW_TICKET_CAP.minutes * MINUTE_MS;
  return reachedOf(isNew ? [NEW_TICKET_CAP, ...ADDRESS_CAPS] : ADDRESS_CAPS, elsewhere, nowEpochMs);
}

/** With one more, and without what no cap counts any more. */
export function withAutomaticMail(sent: AutomaticMails, mail: AutomaticMails[number]): AutomaticMails {
  return [...sent, mail].slice(-KEPT_AUTOMATIC_MAILS);
}

type HardBounces = NonNullable<Person["hardBounces"]>;

/** When a mail to this address last came back for good: another address of the same person may well be alive. */
export function lastHardBounce(bounces: HardBounces | undefined, address: string): number | undefined {
  const normal = address.trim().toLowerCase();
  return bounces?.find((one) => one.address === normal)?.atEpochMs;
}

export function withHardBounce(bounces: HardBounces = [], bounce: HardBounces[number]): HardBounces {
  return [...bounces.filter(({ address }) => address !== bounce.address), bounce];
}

/** D7: until when the address gets no automatic mail; null where it may get some. */
export function bouncedUntil(hardBouncedAtEpochMs: number | null | undefined, nowEpochMs: number): number | null {
  if (hardBouncedAtEpochMs === null || hardBouncedAtEpochMs === undefined) return null;
  const untilEpochMs = hardBouncedAtEpochMs + HARD_BOUNCE_PAUSE_MS;
  return untilEpochMs > nowEpochMs ? untilEpochMs : null;
}

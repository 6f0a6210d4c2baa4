/**
 * What a kind of trigger has to say, all in one place: its own file beside this one. `trigger.ts` has the table of all of them. Triggers of time, and those that
 * somebody calls, are fired in the main process.
 */
import { z } from "zod";
import type { TicketEvent } from "../../model/event.ts";
import type { Ticket } from "../../model/ticket.ts";
import type { Names, Words } from "../describe/words.ts";
import type { Kind } from "../kind.ts";
import type { BusinessHours } from "../schedule/business-hours.ts";
import type { BusinessCalendar } from "../schedule/business-time.ts";
import type { StepChange } from "../steps/changes.ts";
import type { DefinitionContext, Report } from "../validate/issue.ts";

export const TriggerId = z.string().min(1).max(60);

/** What every trigger has. */
export const TriggerBase = z.object({ id: TriggerId });

/** The groups in which the editor offers them (F2). */
export const TRIGGER_CATEGORIES = ["ticket", "message", "time", "call"] as const;
export type TriggerCategory = (typeof TRIGGER_CATEGORIES)[number];

/** Triggers of one occasion can be fired by one and the same thing: a reply is a mail received too. */
export type Occasion =
  | "creation"
  | "move"
  | "change"
  | "note"
  | "incoming-message"
  | "outgoing-message"
  | "date"
  | "silence"
  | "promise"
  | "time-of-day"
  | "person"
  | "program";

export type AnyTrigger = { readonly id: string; readonly type: string };

/** The ticket that an event belongs to, as far as triggers look at it. */
export type Happened = Pick<Ticket, "source">;

/** What is known of a ticket that was there before its workflow was switched on. */
export type ExistingTicket = {
  readonly ticket: Ticket;
  readonly isOpen: boolean;
  readonly nowEpochMs: number;
  /** Of the workflow; null where it has none. */
  readonly hours: BusinessCalendar | null;
};

export type TriggerKind<Schema extends z.ZodObject & z.ZodType<AnyTrigger>> = KindOfTrigger<z.infer<Schema>> & {
  readonly schema: Schema;
};

export type KindOfTrigger<Of extends AnyTrigger> = Kind<Of> & {
  readonly category: TriggerCategory;
  readonly occasion: Occasion;
  /** Whether a customer's message fires it: a machine may be at the other side (D7). */
  readonly isByCustomer: boolean;
  /** Under which key the index over active workflows finds it; null where no event of a ticket fires it (`noKey`). */
  key(trigger: Of): string | null;
  /** The keys of triggers of this kind that an event may fire: a few, however many workflows there are. `noKeys` where none does. */
  keysOf(event: TicketEvent, ticket: Happened): readonly string[];
  /** Whether an event that is found under the trigger's key fires it. */
  matches(trigger: Of, event: TicketEvent): boolean;
  /** F3: whether a ticket meets it as it is now: what happens once is taken for what it leaves behind; where nothing is left behind, every open ticket does. */
  meetsNow(trigger: Of, existing: ExistingTicket): boolean;
  /** Whether one thing can fire both. */
  coincides(one: Of, other: Of): boolean;
  /** Whether a change that a step makes is what it waits for (F11). */
  isSetOffBy(trigger: Of, change: StepChange): boolean;
  validate(trigger: Of, path: string, context: TriggerContext, report: Report): void;
  describe(trigger: Of, names: Names): Words;
};

export type TriggerContext = DefinitionContext & {
  /** Of the workflow. */
  readonly businessHours: BusinessHours | null;
};

/** The dates of a ticket, epoch milliseconds; null for what is unknown or no date. */
export type Moments = (property: string) => number | null;

export type Given = { readonly setAtEpochMs: number | null; readonly quietUntilEpochMs: number | null };

export const givenByNobody = (): Given => ({ setAtEpochMs: null, quietUntilEpochMs: null });

/** A trigger that fires so long before or after something that the ticket itself says. */
export type OfMoments<Of extends AnyTrigger> = {
  /** Properties of a ticket whose values decide about it. */
  asksMoments(trigger: Of): readonly string[];
  /** The moment from which it counts, epoch milliseconds. It fires once for each; null where there is none. */
  anchor(trigger: Of, moments: Moments): number | null;
  /**
   * When it fires for that anchor, epoch milliseconds; null where it never does: its business hours don't come. Never falls where the anchor rises.
   * @param calendar null: time counts all round the clock
   */
  due(trigger: Of, anchorEpochMs: number, calendar: BusinessCalendar | null): number | null;
  /**
   * When somebody gave it the moment, and until when moments that had passed by then set nothing off; null where neither is known of it. A moment that is given is news, however far back it lies.
   */
  given(trigger: Of, moments: Moments): Given;
  /** The longest that the two can lie apart without business hours. */
  reachMs(trigger: Of): number;
};

export const noKey = (): null => null;
export const noKeys = (): readonly string[] => [];
/** What is found under the key fires it. */
export const matchesAll = (): boolean => true;
export const everyOpenTicket = (_trigger: unknown, { isOpen }: ExistingTicket): boolean => isOpen;
export const coincidesAlways = (): boolean => true;
/** Whoever calls means one of them. */
export const coincidesNever = (): boolean => false;
export const setOffByNoStep = (): boolean => false;

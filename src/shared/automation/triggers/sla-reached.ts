import { z } from "zod";
import { SlaOccurrence, SlaTargetName, type TicketSla } from "../../model/sla.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { setOffByNoStep, TriggerBase, type TriggerKind } from "./kind.ts";

/** A clock of the ticket's policy is warned of, is over, or was kept. */
const schema = TriggerBase.extend({
  type: z.literal("sla-reached"),
  what: SlaOccurrence,
  /** Any of the policy's targets, or that one. */
  target: z.enum(["any", ...SlaTargetName.options]).default("any"),
});

export const slaReached: TriggerKind<typeof schema> = {
  type: "sla-reached",
  category: "time",
  icon: "hourglass",
  label: "words.triggerKind.sla-reached",
  schema,
  occasion: "promise",
  isByCustomer: false,
  defaults: () => ({ type: "sla-reached", what: "warning", target: "any" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ what }) => keyOf(what),
  keysOf: ({ body }) => (body.type === "sla.reached" ? [keyOf(body.what)] : []),
  matches: ({ target }, { body }) => body.type === "sla.reached" && (target === "any" || target === body.target),
  meetsNow({ what, target }, { ticket, isOpen, nowEpochMs }) {
    const { sla } = ticket;
    if (!isOpen || !sla) return false;
    const names = target === "any" ? SlaTargetName.options : [target];
    return names.some((name) => hasCome(sla[name], what, nowEpochMs));
  },
  coincides: (one, other) =>
    one.what === other.what && (one.target === other.target || one.target === "any" || other.target === "any"),
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: ({ what, target }) =>
    words(`words.trigger.sla-reached.${what}`, { target: words(`words.slaTarget.${target}`) }),
};

function hasCome(clock: TicketSla["close"], what: SlaOccurrence, nowEpochMs: number): boolean {
  if (clock === null) return false;
  const { endedAtEpochMs, breachedAtEpochMs, dueAtEpochMs, warnAtEpochMs } = clock;
  const isOver = breachedAtEpochMs !== null || (dueAtEpochMs !== null && dueAtEpochMs <= nowEpochMs);
  if (what === "met") return endedAtEpochMs !== null && breachedAtEpochMs === null;
  if (what === "breached") return isOver;
  return !isOver && endedAtEpochMs === null && warnAtEpochMs !== null && warnAtEpochMs <= nowEpochMs;
}

const keyOf = (what: SlaOccurrence) => `sla-reached:${what}`;

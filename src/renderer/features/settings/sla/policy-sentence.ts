/** A policy in words, as the list and the editor show it. Pure. */
import type { Translate } from "#shared/i18n/index.ts";
import type { SlaPolicyView, WorkCalendarView } from "#shared/contract/sla.ts";
import { SlaTargetName } from "#shared/model/sla.ts";
import { TicketPriority } from "#shared/model/ticket.ts";

export type SaidPolicy = Pick<SlaPolicyView, "filter" | "targets" | "hours">;

const PRIORITY_KEYS = {
  low: "words.value.low",
  medium: "words.value.medium",
  high: "words.value.high",
  urgent: "words.value.urgent",
} as const;

/** @param duration says minutes */
export function policySentence(
  { filter, targets, hours }: SaidPolicy,
  calendars: readonly WorkCalendarView[],
  t: Translate,
  duration: (minutes: number) => string,
): string {
  const who = t(filter.parts.length === 0 ? "sla.says.all" : "sla.says.some");
  const promises = SlaTargetName.options.flatMap((name) => {
    const { minutes, byPriority } = targets[name];
    const own = TicketPriority.options.flatMap((priority) => {
      const time = byPriority[priority];
      return typeof time === "number" ? [{ priority, time }] : [];
    });
    const [first, ...rest] = own;
    const begin =
      minutes !== null
        ? t(`sla.says.${name}`, { time: duration(minutes) })
        : first && t("sla.says.byPriority", { promise: t(`sla.target.${name}`).toLowerCase(), ...said(first) });
    if (begin === undefined) return [];
    return (minutes === null ? rest : own).reduce(
      (promise, one) => t("sla.says.byPriority", { promise, ...said(one) }),
      begin,
    );
  });
  if (promises.length === 0) return t("sla.says.none", { who });
  return t("sla.says.line", { who, promises: promises.join("; "), hours: hoursName(hours, calendars, t) });

  function said({ priority, time }: { readonly priority: TicketPriority; readonly time: number }) {
    return { priority: t(PRIORITY_KEYS[priority]).toLowerCase(), time: duration(time) };
  }
}

function hoursName(hours: SlaPolicyView["hours"], calendars: readonly WorkCalendarView[], t: Translate): string {
  const named = hours.kind === "calendar" ? calendars.find(({ id }) => id === hours.calendarId) : undefined;
  return named?.name ?? t(hours.kind === "always" ? "sla.hours.always" : "sla.hours.desk").toLowerCase();
}

import type { Translate } from "#shared/i18n/index.ts";

const EVERYTHING = "all";
const USUAL_DAYS = [0, 30, 365] as const;

/** What *how far back* offers; a number of days that was set elsewhere is among them. */
export function fetchChoices(fetchDays: number | null, t: Translate): { value: string; label: string }[] {
  const days = new Set<number>([...USUAL_DAYS, ...(fetchDays === null ? [] : [fetchDays])]);
  return [
    ...[...days].toSorted((a, b) => a - b).map((count) => ({ value: String(count), label: labelOf(count, t) })),
    { value: EVERYTHING, label: t("mailbox.mail.fetch.all") },
  ];
}

export function fetchChoiceOf(fetchDays: number | null): string {
  return fetchDays === null ? EVERYTHING : String(fetchDays);
}

export function fetchDaysOf(choice: string | null): number | null {
  return choice === null || choice === EVERYTHING ? null : Number(choice);
}

function labelOf(count: number, t: Translate): string {
  if (count === 0) return t("mailbox.mail.fetch.none");
  return count === 365 ? t("mailbox.mail.fetch.year") : t("mailbox.mail.fetch.days", { count });
}

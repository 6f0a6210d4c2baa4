/** The value of a `datetime-local` input in the person's time zone; '' for no date and for one that the input can't show. */
export function localInputFromEpoch(epochMs: number | null): string {
  if (epochMs === null) return "";
  const date = new Date(epochMs);
  const year = date.getFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that a `datetime-local` input names; null where it is empty or half filled. */
export function epochFromLocalInput(value: string): number | null {
  // Date reads much more than the input writes, and differently in each browser.
  if (!/^\d{4,}-\d\d-\d\dT\d\d:\d\d/u.test(value)) return null;
  const epochMs = new Date(value).getTime();
  return Number.isNaN(epochMs) ? null : epochMs;
}

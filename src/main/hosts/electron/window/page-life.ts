/**
 * What happens when the page dies. Pure: when it is worth loading it once more, and when a person has to be asked.
 *
 * What somebody wrote is in the window's own database at every pause in typing, so that a page that is loaded again has it.
 */

/** A page that dies more often than that within the time dies of what it shows: loading it again by itself would never end. */
const MAX_DEATHS = 3;
const WITHIN_MS = 60_000;

/** Ends of the page that are no fault: the window was closed, or the program ends. */
const CLEAN: ReadonlySet<string> = new Set(["clean-exit"]);

export type PageDeaths = readonly number[];
export type AfterDeath = {
  readonly deaths: PageDeaths;
  readonly next: "nothing" | "reload" | "ask";
};

/** @param reason Electron's, of `render-process-gone` */
export function afterDeath(deaths: PageDeaths, reason: string, nowEpochMs: number): AfterDeath {
  if (CLEAN.has(reason)) return { deaths, next: "nothing" };
  const recent = [...deaths.filter((at) => nowEpochMs - at < WITHIN_MS && at <= nowEpochMs), nowEpochMs];
  return { deaths: recent, next: recent.length < MAX_DEATHS ? "reload" : "ask" };
}

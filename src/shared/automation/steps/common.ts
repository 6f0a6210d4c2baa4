import { z } from "zod";
import { StepId } from "../../model/ids.ts";
import { MAX_TEMPLATE_CHARACTERS, MAX_TITLE_CHARACTERS } from "../limits.ts";

/** What every step has. */
export const StepBase = z.object({
  id: StepId,
  /** What a failure means to the run: absent or `stop`: it fails; `go-on`: it goes on behind the step. */
  onFailure: z.enum(["stop", "go-on"]).optional(),
});

/** A day, as conditions and steps count it: `days` are of 24 hours, `business-days` those on which the workflow's hours are open. */
export const DURATION_UNITS = ["seconds", "minutes", "hours", "days", "weeks", "business-days"] as const;

/** A length of time that a step waits. */
export const Duration = z.object({ amount: z.number().int().min(1).max(100_000), unit: z.enum(DURATION_UNITS) });
export type Duration = z.infer<typeof Duration>;

const UNIT_MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;

/** Milliseconds of a length that is the same whenever it begins; how long business days are, only a calendar knows (`shifted`). */
export function durationMs({ amount, unit }: Duration & { readonly unit: keyof typeof UNIT_MS }): number {
  return amount * UNIT_MS[unit];
}

/** A subject or a title, as a template (F6). */
export const TitleTemplate = z.string().trim().min(1).max(MAX_TITLE_CHARACTERS);

/** A text, as a template. */
export const TextTemplate = z.string().trim().min(1).max(MAX_TEMPLATE_CHARACTERS);

export const Tag = z.string().trim().min(1).max(60);

export const TeamIds = z.array(z.string().max(128)).max(50);

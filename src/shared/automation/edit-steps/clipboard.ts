/** Steps as a text that can be copied: into another workflow, another desk, a message to a colleague. */
import { z } from "zod";
import { MAX_FILE_CHARACTERS, MAX_STEPS } from "../limits.ts";
import { Step, STEP_KINDS } from "../steps/step.ts";

const FORMAT = "pipedesk-steps";
const VERSION = 1;

const Clip = z.object({ format: z.literal(FORMAT), version: z.number().int(), steps: z.array(z.unknown()).min(1) });

export type ReadClip =
  | { readonly kind: "steps"; readonly steps: Step[] }
  /** `about`: what a person can look for in the text. */
  | { readonly kind: "no-steps" | "newer" | "unknown-kind" | "not-valid"; readonly about: string };

export function writeClip(steps: readonly Step[]): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, steps }, undefined, 2);
}

/** Reads what was pasted; never throws. */
export function readClip(text: string): ReadClip {
  const clip = Clip.safeParse(text.length > MAX_FILE_CHARACTERS ? null : parsed(text));
  if (!clip.success) return { kind: "no-steps", about: "" };
  if (clip.data.version > VERSION) return { kind: "newer", about: String(clip.data.version) };
  const steps = z.array(Step).max(MAX_STEPS).safeParse(clip.data.steps);
  if (steps.success) return { kind: "steps", steps: steps.data };
  const unknown = kindsIn(clip.data.steps).find((kind) => !Object.hasOwn(STEP_KINDS, kind));
  if (unknown !== undefined) return { kind: "unknown-kind", about: unknown };
  return { kind: "not-valid", about: steps.error.issues[0]?.path.join(".") ?? "" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const AnyStep = z.looseObject({
  type: z.string(),
  arms: z.array(z.looseObject({ steps: z.array(z.unknown()).optional() })).optional(),
  otherwise: z.array(z.unknown()).optional(),
});

/** The kinds of all steps, also of those that can't be read. */
function kindsIn(steps: readonly unknown[]): string[] {
  return steps.flatMap((step) => {
    const read = AnyStep.safeParse(step);
    if (!read.success) return [];
    const { type, arms = [], otherwise = [] } = read.data;
    return [type, ...arms.flatMap((arm) => kindsIn(arm.steps ?? [])), ...kindsIn(otherwise)];
  });
}

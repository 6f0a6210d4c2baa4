import type { WorkflowId } from "../../model/ids.ts";

/**
 * What a step does to the ticket, as far as workflows can meet there: set each other off, or set one property to different things (F11, F12b). What it does
 * to other tickets, or outside, is none of this.
 */
export type StepChange =
  | Setting
  | { readonly kind: "writes-note" }
  /** D7 keeps it from setting anything off; a machine at the other side may answer it all the same. */
  | { readonly kind: "mails-customer" }
  | { readonly kind: "enrols"; readonly workflowId: WorkflowId };

/** A property that is set. A tag is a property of its own, `tags: vip`: two workflows may well add different ones. */
export type Setting = {
  readonly kind: "sets";
  readonly property: string;
  /** What to, as JSON; null where only the ticket tells. */
  readonly value: string | null;
  /** When the step is made again: `anew` sets it to something else each time; `unless-same` does nothing unless another step set it back; `never` does nothing. */
  readonly again: "anew" | "unless-same" | "never";
};

export const changesNothing = (): readonly StepChange[] => [];

/** @param value absent: only the ticket tells */
export function sets(
  property: string,
  value?: string | number | null,
  again: Setting["again"] = "unless-same",
): Setting {
  return { kind: "sets", property, value: value === undefined ? null : JSON.stringify(value), again };
}

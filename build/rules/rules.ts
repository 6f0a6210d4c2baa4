/**
 * The product's rules by their numbers, each with a short title. Which file decides a rule is said there, by `@rule` in the
 * docstring of the symbol that does; its tests bear the number in brackets. `docs/rules.md` is made from all three.
 */
export type Rule = {
  readonly id: string;
  readonly title: string;
  /** Why nothing decides it yet. A rule that gets an owner leaves this out: a test sees to it. */
  readonly notBuilt?: string;
  /** What of it isn't built yet, where the rest is. */
  readonly stillOpen?: string;
};

/** The chapters, by the letter that their rules begin with. */
export const CHAPTERS: Readonly<Record<string, string>> = {
  A: "The settings of a pipeline",
  B: "Connected channels",
  C: "Close date",
  D: "Status by e-mail",
  E: "What happens when a ticket reaches a status",
  F: "Workflows",
  G: "Rules of a pipeline",
  H: "Offline, outbox and several devices",
};


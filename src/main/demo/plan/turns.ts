import type { Random } from "../random.ts";

/** One message of a ticket's story. `by` says who writes it, `says` which text of the pack it takes. */
export type Turn =
  | { readonly by: "customer"; readonly says: "ask" | "followUp" | "nudge" | "thanks" | "reopening" }
  | { readonly by: "agent"; readonly says: "answer" | "resolution" | "holding" | "fix" | "note" }
  /** An out-of-office answer, a bounce, somebody else's remark, a forward: what a mailbox gets besides. */
  | { readonly by: "other"; readonly says: "auto-reply" | "bounce" | "side" | "forward" };

type Says = Turn["says"];

const CUSTOMER: ReadonlySet<Says> = new Set(["ask", "followUp", "nudge", "thanks", "reopening"]);
const AGENT: ReadonlySet<Says> = new Set(["answer", "resolution", "holding", "fix", "note"]);

/** Longest story, in messages. */
export const MAX_TURNS = 14;

/**
 * The story of a ticket in exactly `count` messages (1 to `MAX_TURNS`): a question and an answer, and then whatever fits: a second round,
 * being put off and asking again, notes, thanks, oddities, and a reopening after the thanks.
 */
export function storyOf(count: number, random: Random): Turn[] {
  if (count === 1) return [turn("ask")];
  const story: Says[] = ["ask", "answer"];
  const insertAfter = (anchor: Says, ...says: Says[]) => story.splice(story.indexOf(anchor) + 1, 0, ...says);
  const has = (says: Says) => story.includes(says);

  const blocks: {
    readonly size: number;
    readonly weight: number;
    readonly fits: () => boolean;
    readonly add: () => void;
  }[] = [
    { size: 2, weight: 50, fits: () => !has("followUp"), add: () => insertAfter("answer", "followUp", "resolution") },
    { size: 1, weight: 16, fits: () => !has("thanks"), add: () => story.push("thanks") },
    { size: 2, weight: 18, fits: () => !has("holding"), add: () => insertAfter("ask", "holding", "nudge") },
    { size: 1, weight: 7, fits: () => has("nudge"), add: () => insertAfter("nudge", "nudge") },
    {
      size: 1,
      weight: 16,
      fits: () => story.filter((says) => says === "note").length < 6,
      add: () => insertAfter(random.pick(anchorsForNotes(story)), "note"),
    },
    { size: 2, weight: 12, fits: () => has("thanks") && !has("reopening"), add: () => story.push("reopening", "fix") },
    { size: 1, weight: 3, fits: () => !has("auto-reply"), add: () => insertAfter("answer", "auto-reply") },
    { size: 1, weight: 0.7, fits: () => !has("bounce"), add: () => insertAfter("answer", "bounce") },
    { size: 1, weight: 1.3, fits: () => !has("side"), add: () => insertAfter("answer", "side") },
    { size: 1, weight: 1.2, fits: () => !has("forward"), add: () => insertAfter("answer", "forward") },
    // What fills up the longest: a customer who keeps asking after it was settled.
    { size: 2, weight: 1, fits: () => has("reopening"), add: () => story.push("nudge", "fix") },
  ];
  while (story.length < count) {
    const possible = blocks.filter((block) => story.length + block.size <= count && block.fits());
    random.weighted(possible).add();
  }
  return story.map(turn);
}

function anchorsForNotes(story: readonly Says[]): Says[] {
  return story.filter((says) => says === "ask" || says === "followUp" || says === "reopening" || says === "answer");
}

function turn(says: Says): Turn {
  if (CUSTOMER.has(says)) return { by: "customer", says } as Turn;
  return (AGENT.has(says) ? { by: "agent", says } : { by: "other", says }) as Turn;
}

import type { Random } from "../random.ts";
import { fill, type Slots } from "../texts/fill.ts";
import type { Dialogue, TextPack, Topic } from "../texts/text-pack.ts";
import type { Turn } from "./turns.ts";

export type TicketTexts = {
  readonly subject: string;
  /** The text of a turn, greeting and name included, without quoted history. */
  textOf(turn: Turn, slots: Slots): string;
};

/** Finds the words for a ticket's turns, in the customer's language. */
export function createTicketTexts(
  pack: TextPack,
  topic: Topic,
  dialogue: Dialogue,
  slots: Slots,
  random: Random,
): TicketTexts {
  const put = (template: string, given: Slots) => fill(template, given, random);
  const letter = (greetings: readonly string[], body: string, closings: readonly string[], given: Slots) =>
    `${put(random.pick(greetings), given)},\n\n${put(body, given)}\n\n${put(random.pick(closings), given)}`;
  /** Short messages often go without a greeting, a name, or both. */
  const line = (body: string, given: Slots) =>
    random.chance(0.45) ? put(body, given) : `${put(body, given)}\n\n${put(random.pick(pack.closings), given)}`;

  const question = () => {
    const parts = [dialogue.ask];
    if (random.chance(0.4)) parts.push(random.pick(topic.details));
    if (random.chance(0.35)) parts.push(random.pick(pack.asides));
    return parts.join(random.chance(0.5) ? "\n\n" : " ");
  };

  return {
    subject: put(dialogue.subject, slots),
    textOf(turn, given) {
      switch (turn.says) {
        case "ask":
          return letter(pack.greetings, question(), pack.closings, given);
        case "followUp":
          return line(dialogue.followUp, given);
        case "nudge":
          return line(random.pick(pack.nudges), given);
        case "thanks":
          return line(random.pick(pack.thanks), given);
        case "reopening":
          return line(random.pick(pack.reopenings), given);
        case "answer":
          return letter(pack.agentGreetings, dialogue.answer, pack.agentClosings, given);
        case "resolution":
          return letter(pack.agentGreetings, dialogue.resolution, pack.agentClosings, given);
        case "holding":
          return letter(pack.agentGreetings, random.pick(pack.holding), pack.agentClosings, given);
        case "fix":
          return letter(pack.agentGreetings, random.pick(pack.fixes), pack.agentClosings, given);
        case "note":
          return put(random.pick(topic.notes), given);
        case "auto-reply":
          return put(random.pick(pack.outOfOffice).body, { ...given, subject: "" });
        case "side":
          return put(random.pick(pack.sideRemarks), given);
        case "forward":
          return put(random.pick(pack.forwardIntros), given);
        case "bounce":
          return "";
      }
    },
  };
}

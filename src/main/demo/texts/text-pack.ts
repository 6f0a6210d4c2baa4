/** Where a mail goes to: the demo desk's three mailboxes, each with its pipeline. */
export type DemoChannel = "support" | "returns" | "trade";

/** One matter from the first mail to its end, as templates (see `fill.ts`). */
export type Dialogue = {
  readonly subject: string;
  readonly ask: string;
  readonly answer: string;
  readonly followUp: string;
  readonly resolution: string;
};

/** What customers ask about. */
export type Topic = {
  readonly channel: DemoChannel;
  /** How often it comes up, against the other topics of its language. */
  readonly weight: number;
  readonly tags: readonly string[];
  readonly dialogues: readonly Dialogue[];
  /** What some customers add; goes with any dialogue of the topic. */
  readonly details: readonly string[];
  /** What agents tell each other about it; always in English, the language of the team. */
  readonly notes: readonly string[];
  /** How often the first mail brings a photo, 0 to 1. */
  readonly photoShare: number;
};

/** One language of the demo's customers, and of the agents who answer them in it. */
export type TextPack = {
  readonly language: "en" | "it" | "de" | "fr";
  readonly greetings: readonly string[];
  readonly closings: readonly string[];
  /** What people tell beside the matter. */
  readonly asides: readonly string[];
  readonly nudges: readonly string[];
  readonly thanks: readonly string[];
  readonly agentGreetings: readonly string[];
  readonly agentClosings: readonly string[];
  readonly holding: readonly string[];
  /** How agents settle what came up again, whatever it was. */
  readonly fixes: readonly string[];
  readonly reopenings: readonly string[];
  readonly replyPrefixes: readonly string[];
  readonly forwardPrefix: string;
  readonly forwardIntros: readonly string[];
  readonly forwardHeading: string;
  /** The line above a quoted mail; `{date}` and `{writer}`. */
  readonly quoteHeading: string;
  readonly outOfOffice: readonly { readonly subject: string; readonly body: string }[];
  /** What somebody writes who was shown the thread: a partner, a neighbour, a colleague. */
  readonly sideRemarks: readonly string[];
  readonly topics: readonly Topic[];
};

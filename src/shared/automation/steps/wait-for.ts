import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { durationWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { Duration, StepBase } from "./common.ts";
import { hasNoTemplates, type WaitKind } from "./kind.ts";
import {
  endsAlways,
  later,
  NEW_WAIT_EXITS,
  stopsWhenCancelled,
  timedExits,
  timedWaitWords,
  waitExits,
  waitUntil,
} from "./waits.ts";

const schema = StepBase.extend({ type: z.literal("wait-for"), duration: Duration, ...waitExits });

export const waitFor: WaitKind<typeof schema> = {
  type: "wait-for",
  category: "delay",
  icon: "hourglass",
  label: "words.kind.wait-for",
  schema,
  defaults: () => ({ type: "wait-for", duration: { amount: 1, unit: "days" }, ...NEW_WAIT_EXITS }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate: isValidAsRead,
  describe: (step) => timedWaitWords(words("words.step.wait-for", { duration: durationWords(step.duration) }), step),
  plan: (step, facts) => waitUntil(later(facts.nowEpochMs, step.duration, step, facts), step, facts),
  exits: timedExits,
  stopsAt: stopsWhenCancelled,
  endlessField: endsAlways,
};

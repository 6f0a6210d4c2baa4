/** Steps that only say where the run goes on (F5). */
import { z } from "zod";
import { StepId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type LeadKind } from "./kind.ts";

const goToSchema = StepBase.extend({ type: z.literal("go-to"), stepId: StepId });

export const goTo: LeadKind<typeof goToSchema> = {
  type: "go-to",
  category: "other",
  icon: "arrow-ramp-right",
  label: "words.kind.go-to",
  schema: goToSchema,
  defaults: ({ stepId }) => ({ type: "go-to", stepId }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate({ stepId }, path, { hasStep }, report) {
    if (hasStep?.(stepId) === false) report(`${path}.stepId`, "unknown-step", stepId);
  },
  describe({ stepId }, _names, target) {
    const step = target(stepId);
    return step === null ? words("words.step.go-to.gone") : words("words.step.go-to", { step });
  },
  leadsTo: ({ stepId }) => stepId,
};

const stopSchema = StepBase.extend({ type: z.literal("stop") });

export const stop: LeadKind<typeof stopSchema> = {
  type: "stop",
  category: "other",
  icon: "player-stop",
  label: "words.kind.stop",
  schema: stopSchema,
  defaults: () => ({ type: "stop" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate: isValidAsRead,
  describe: () => words("words.step.stop"),
  leadsTo: () => null,
};

import { useState } from "react";
import type { Picked, TicketOption } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import type { DryRunExit } from "#shared/contract/explanations/dry-run.ts";

/** What was chosen for a test: remembered while one edits in between. */
export type TestSession = {
  readonly picked: Picked;
  /** By step: how it is left, or that it fails. */
  readonly exits: Readonly<Record<string, DryRunExit>>;
  /** By branch that draws lots: the arm to take. */
  readonly arms: Readonly<Record<string, string>>;
  readonly isStepwise: boolean;
  /** @param exit null: as it comes */
  readonly setExit: (stepId: string, exit: DryRunExit | null) => void;
  readonly setArm: (stepId: string, armId: string | null) => void;
  readonly setStepwise: (isStepwise: boolean) => void;
  readonly reset: () => void;
};

export function useTestSession(): TestSession {
  const picked = useState<TicketOption | null>(null);
  const [exits, setExits] = useState<TestSession["exits"]>({});
  const [arms, setArms] = useState<TestSession["arms"]>({});
  const [isStepwise, setStepwise] = useState(false);
  return {
    picked,
    exits,
    arms,
    isStepwise,
    setExit: (stepId, exit) => setExits((before) => withChoice(before, stepId, exit)),
    setArm: (stepId, armId) => setArms((before) => withChoice(before, stepId, armId)),
    setStepwise,
    reset: () => {
      setExits({});
      setArms({});
    },
  };
}

function withChoice<Choice>(
  before: Readonly<Record<string, Choice>>,
  stepId: string,
  choice: Choice | null,
): Readonly<Record<string, Choice>> {
  const { [stepId]: _before, ...others } = before;
  return choice === null ? others : { ...others, [stepId]: choice };
}

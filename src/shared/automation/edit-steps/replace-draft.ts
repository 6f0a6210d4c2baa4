import type { Draft } from "./draft.ts";
import type { Operation } from "./operation.ts";

/** Makes one draft another as a whole, so that this too can be taken back. */
export function replaceDraft(from: Draft, to: Draft): readonly Operation[] {
  const { definition, ...outside } = to;
  const { steps, version: _version, ...inside } = definition;
  return [
    { kind: "set", settings: { ...outside, ...inside } },
    { kind: "splice", list: null, index: 0, remove: from.definition.steps.length, insert: steps },
  ];
}

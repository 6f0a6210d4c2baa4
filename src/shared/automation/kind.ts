/** What every kind of step and of trigger says of itself. A kind that has nothing to say somewhere says so: no part may be left out. */
import type { PipelineId, StageId, StepId, UserId, WorkflowId } from "../model/ids.ts";
import type { WordsKey } from "./describe/words.ts";
import type { ReferenceKind } from "./filters/properties.ts";

export type Kind<Part extends { readonly type: string }> = {
  readonly type: Part["type"];
  /** One of Tabler's, as `clock`. */
  readonly icon: string;
  /** What the kind is called where all are listed. */
  readonly label: WordsKey;
  /** A new one as the editor puts it in: it can be read, and says nothing yet that only a person knows. */
  defaults(offer: Offer): Omit<Part, "id">;
  /** The part with each id of a document replaced by what `at` gives for it. `namesNothing` where it names none. */
  references<One extends Part>(part: One, path: string, at: At): One;
  /** The part without keys and tokens; `leaveOut` is told the path of each that a person has to fill in again. `hasNoSecrets` where it can hold none. */
  withoutSecrets<One extends Part>(part: One, path: string, leaveOut: (path: string) => void): One;
};

/** What shall stand in place of an id. */
export type At = (kind: ReferenceKind, id: string, path: string) => string;

/** What the editor has at hand for places that only a desk can fill. */
export type Offer = {
  readonly pipelineId: PipelineId;
  /** Of that pipeline. */
  readonly stageId: StageId;
  /** Who edits. */
  readonly userId: UserId;
  /** Which is edited. */
  readonly workflowId: WorkflowId;
  /** A step of that workflow. */
  readonly stepId: StepId;
  /** IANA name. */
  readonly timeZone: string;
};

export const namesNothing = <One>(part: One): One => part;
export const hasNoSecrets = <One>(part: One): One => part;
/** There is nothing that the schema does not see. */
export const isValidAsRead = (): void => undefined;

/** The schemas of kinds as a union takes them. */
export function schemasOf<Of extends { readonly schema: unknown }>(
  kinds: readonly Of[],
): [Of["schema"], ...Of["schema"][]] {
  const [first, ...rest] = kinds.map(({ schema }) => schema);
  if (first === undefined) throw new TypeError("There are no kinds.");
  return [first, ...rest];
}

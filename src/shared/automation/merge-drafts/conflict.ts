/** What two people who changed one workflow can't both have, and what was chosen of it. */
import type { StepType } from "../steps/step.ts";
import type { StepId } from "../../model/ids.ts";
import type { Settings } from "../edit-steps/draft.ts";

export type Side = "mine" | "theirs";

/** What it is about, as the editor can show it. */
export type ConflictPlace =
  | { readonly about: "setting"; readonly setting: keyof Settings }
  | { readonly about: "trigger"; readonly triggerId: string }
  | { readonly about: "step"; readonly stepId: StepId; readonly type: StepType }
  | { readonly about: "arm"; readonly stepId: StepId; readonly type: StepType; readonly armId: string };

export type Conflict = ConflictPlace & {
  /** The same in every merge of the same three, whatever is chosen. */
  readonly key: string;
  /**
   * `changed`: both changed it, each in another way; `deleted`: one deleted what the other changed; `moved`: both moved it, to different places.
   */
  readonly kind: "changed" | "deleted" | "moved";
  /** Who deleted it; null where nobody did. */
  readonly deletedBy: Side | null;
  /** Names of what differs within it. */
  readonly properties: readonly string[];
  /** The side that the merge follows here. */
  readonly chosen: Side;
};

/** By the conflict's key; what is absent is *mine*, but of something deleted the side that still has it: nothing is lost without being told. */
export type Choices = ReadonlyMap<string, Side>;

export const otherSide = (side: Side): Side => (side === "mine" ? "theirs" : "mine");

/** Collects the conflicts of one merge, and says which side each follows. */
export class Arbiter {
  readonly #decided = new Map<string, Conflict>();
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** The same question has one answer. */
  decide(
    place: ConflictPlace,
    what: { readonly kind: Conflict["kind"]; readonly deletedBy?: Side; readonly properties?: readonly string[] },
  ): Side {
    const { kind, deletedBy = null, properties = [] } = what;
    const key = [kind, ...keyOf(place)].join(" ");
    const known = this.#decided.get(key);
    if (known) return known.chosen;
    const chosen = this.#choices.get(key) ?? (deletedBy === null ? "mine" : otherSide(deletedBy));
    this.#decided.set(key, { ...place, key, kind, deletedBy, properties, chosen });
    return chosen;
  }

  get conflicts(): Conflict[] {
    return Array.from(this.#decided.values());
  }
}

function keyOf(place: ConflictPlace): string[] {
  switch (place.about) {
    case "setting":
      return ["setting", place.setting];
    case "trigger":
      return ["trigger", place.triggerId];
    case "step":
      return ["step", place.stepId];
    case "arm":
      return ["arm", place.stepId, place.armId];
  }
}

import type { StageId, UserId } from "../../model/ids.ts";
import type { Pipeline, StageKind } from "../../model/setup/pipeline.ts";
import type { Permission } from "../../model/setup/user.ts";

/** What a desk has, as far as ready workflows are fitted to it. */
export type GalleryDesk = {
  readonly pipeline: Pick<Pipeline, "id" | "stages">;
  readonly users: readonly { readonly id: UserId; readonly permissions: readonly Permission[] }[];
  readonly teams: readonly { readonly id: string }[];
  /** The built-in mail templates that are there (E3). */
  readonly mailTemplates: readonly { readonly id: string; readonly builtIn: BuiltInMail | null }[];
  /** IANA name: where the desk's working hours are. */
  readonly timeZone: string;
};

export type BuiltInMail = "ticket-received" | "ticket-closed";

/** What a stage is for, whatever it is called. */
export type StageRole = "new" | "waiting-on-contact" | "waiting-on-us" | "closed";

/**
 * The stage that plays a role: in a pipeline that began as every pipeline does, the one made for it; else the open stage in that place.
 * Null where the pipeline has none of that kind.
 */
export function stageInRole({ pipeline }: GalleryDesk, role: StageRole): StageId | null {
  const made = pipeline.stages.find(({ id }) => id === `${pipeline.id}-${role}`);
  if (made && made.kind === (role === "closed" ? "closed" : "open")) return made.id;
  const [first = null, second = first, third = second] = stagesOfKind({ pipeline }, "open");
  switch (role) {
    case "new":
      return first;
    case "waiting-on-contact":
      return second;
    case "waiting-on-us":
      return third;
    case "closed":
      return stagesOfKind({ pipeline }, "closed")[0] ?? null;
  }
}

export function stagesOfKind({ pipeline }: Pick<GalleryDesk, "pipeline">, kind: StageKind): StageId[] {
  return pipeline.stages.filter((stage) => stage.kind === kind).map(({ id }) => id);
}

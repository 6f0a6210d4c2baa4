import type { UserId } from "../../model/ids.ts";
import type { Pipeline } from "../../model/setup/pipeline.ts";
import { ADMIN_PERMISSIONS, isAdmin } from "../access/permissions.ts";
import { stageOf } from "./stages.ts";
import { ALLOWED, standsAboveRules, type MoveActor, type MoveVerdict } from "./verdict.ts";

/** A change of a ticket that is in `stageId` of `pipeline` and belongs to `ownerId` before the change. */
export type EditCheck = {
  readonly pipeline: Pick<Pipeline, "stages" | "rules">;
  readonly stageId: string;
  readonly ownerId: UserId | null;
  readonly actor: MoveActor;
};

/**
 * G5: who may edit a ticket in a closed stage, moving it out included. `owner`: its owner and admins (a ticket without an owner: admins);
 * `admins`: super admins and users with account access. A workflow is nobody's owner or admin: it needs the override.
 * @rule G5
 */
export function checkEdit({ pipeline, stageId, ownerId, actor }: EditCheck): MoveVerdict {
  const { closedEditors } = pipeline.rules;
  if (closedEditors === "everyone" || standsAboveRules(actor)) return ALLOWED;
  if (stageOf(pipeline, stageId)?.kind !== "closed") return ALLOWED;
  if (actor.kind === "user") {
    if (isAdmin(actor.permissions)) return ALLOWED;
    if (closedEditors === "owner" && ownerId === actor.userId) return ALLOWED;
  }
  return closedEditors === "owner"
    ? { allowed: false, rule: "G5", reason: "rule.G5.owner", missing: ["owner", ...ADMIN_PERMISSIONS] }
    : { allowed: false, rule: "G5", reason: "rule.G5.admins", missing: [...ADMIN_PERMISSIONS] };
}

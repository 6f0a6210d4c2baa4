import type { UserId } from "../../model/ids.ts";
import type { RequirableProperty } from "../../model/setup/pipeline.ts";
import type { OwnValuesPatch } from "../../model/setup/property.ts";
import type { Permission } from "../../model/setup/user.ts";
import type { EditableTicketProperties } from "../../model/ticket.ts";

/** On whose behalf a ticket is created, moved or edited: section G looks at nothing else about them. */
export type MoveActor =
  | { readonly kind: "user"; readonly userId: UserId; readonly permissions: readonly Permission[] }
  /** Bound by the rules unless its workflow says otherwise (G1). */
  | { readonly kind: "automation"; readonly overridesRules: boolean }
  /** The desk itself: mail that creates (B1) or reopens (D6, D10) a ticket, and open wins (H5), are never turned away by a rule of section G. */
  | { readonly kind: "rule"; readonly rule: "B1" | "D6" | "D10" | "H5" };

/** The properties that G4 and G5 look at, as they will be once the move is made. */
export type RuledTicket = Readonly<Pick<EditableTicketProperties, RequirableProperty>> & {
  /** Of the desk's own properties. */
  readonly values?: OwnValuesPatch | undefined;
};

/** `missing` tells what would satisfy the rule (G6). */
export type MoveRefusal =
  /** Any of these permissions. */
  | { readonly allowed: false; readonly rule: "G1"; readonly reason: "rule.G1.backward"; readonly missing: string[] }
  /** The id of the open stage that comes next. */
  | { readonly allowed: false; readonly rule: "G2"; readonly reason: "rule.G2.skipping"; readonly missing: string[] }
  /** The ids of the stages in which a ticket may begin. */
  | { readonly allowed: false; readonly rule: "G3"; readonly reason: "rule.G3.stage"; readonly missing: string[] }
  /** The properties that the stage requires and the ticket lacks, those of the desk's own by their ids. */
  | { readonly allowed: false; readonly rule: "G4"; readonly reason: "rule.G4.required"; readonly missing: string[] }
  /** Being the owner, or any of these permissions. */
  | {
      readonly allowed: false;
      readonly rule: "G5";
      readonly reason: "rule.G5.owner" | "rule.G5.admins";
      readonly missing: string[];
    };

/** The answer of section G. `reason` is a message key of the interface. */
export type MoveVerdict = { readonly allowed: true } | MoveRefusal;

export const ALLOWED: MoveVerdict = { allowed: true };

/** Rules of the desk and workflows with the explicit override stand above section G. */
export function standsAboveRules(actor: MoveActor): boolean {
  return actor.kind === "rule" || (actor.kind === "automation" && actor.overridesRules);
}

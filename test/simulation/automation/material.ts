import { UserId, WorkflowId } from "#shared/model/ids.ts";
import type { Random } from "#main/demo/random.ts";
import { STAGES } from "../../support/test-desk.ts";
import { OTHER_USER } from "./scenario.ts";

export const STAGE_IDS = Object.values(STAGES);
export const USERS = [UserId.parse("user-owner"), OTHER_USER];
export const TAGS = ["vip", "late", "refund", "seen"];
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export const WORDS = ["boots", "tent", "stove"];
/** A scenario has the first of them. */
export const WORKFLOW_IDS = ["e", "d", "c", "b", "a"].map((letter) => WorkflowId.parse(`workflow-${letter}`));

export function some<Item>(random: Random, least: number, most: number, make: () => Item): Item[] {
  return Array.from({ length: random.integer(least, most) }, make);
}

import { describe, expect, it } from "vitest";
import { UserId } from "#shared/model/ids.ts";
import type { PipelineRules } from "#shared/model/setup/pipeline.ts";
import { checkEdit } from "#shared/rules/pipeline-rules/check-edit.ts";
import type { MoveActor, MoveVerdict } from "#shared/rules/pipeline-rules/verdict.ts";
import { AUTOMATION, OVERRIDING_AUTOMATION, pipelineOf, REOPENING, userWith } from "./fixture.ts";

type Editors = PipelineRules["closedEditors"];
const ALLOWED: MoveVerdict = { allowed: true };
const OWNER_ONLY: MoveVerdict = {
  allowed: false,
  rule: "G5",
  reason: "rule.G5.owner",
  missing: ["owner", "super-admin", "account-access"],
};
const ADMINS_ONLY: MoveVerdict = {
  allowed: false,
  rule: "G5",
  reason: "rule.G5.admins",
  missing: ["super-admin", "account-access"],
};
const ADA = UserId.parse("ada");
const GRACE = UserId.parse("grace");

const CASES: [editors: Editors, who: string, actor: MoveActor, ownerId: UserId | null, verdict: MoveVerdict][] = [
  ["everyone", "anybody", userWith(), GRACE, ALLOWED],
  ["everyone", "an automation", AUTOMATION, GRACE, ALLOWED],
  ["owner", "the owner", userWith(), ADA, ALLOWED],
  ["owner", "somebody else", userWith(), GRACE, OWNER_ONLY],
  ["owner", "somebody, where nobody owns it", userWith(), null, OWNER_ONLY],
  ["owner", "a super admin", userWith("super-admin"), GRACE, ALLOWED],
  ["owner", "an automation", AUTOMATION, ADA, OWNER_ONLY],
  ["admins", "the owner", userWith(), ADA, ADMINS_ONLY],
  ["admins", "who may move backward", userWith("move-backward"), ADA, ADMINS_ONLY],
  ["admins", "a super admin", userWith("super-admin"), GRACE, ALLOWED],
  ["admins", "a user with account access", userWith("account-access"), GRACE, ALLOWED],
  ["admins", "an automation", AUTOMATION, GRACE, ADMINS_ONLY],
  ["admins", "an automation that overrides the rules", OVERRIDING_AUTOMATION, GRACE, ALLOWED],
  ["admins", "a reply to a closed ticket (D6)", REOPENING, GRACE, ALLOWED],
];

describe("[G5] who may edit a ticket in a closed stage", () => {
  it.each(CASES)("[G5] %s: %s", (closedEditors, _who, actor, ownerId, verdict) => {
    expect(
      checkEdit({ pipeline: pipelineOf(["new", "closed"], { closedEditors }), stageId: "closed", ownerId, actor }),
    ).toEqual(verdict);
  });

  it("[G5] says nothing about open stages and stages that are gone", () => {
    const pipeline = pipelineOf(["new", "closed"], { closedEditors: "admins" });
    const check = { pipeline, ownerId: GRACE, actor: userWith() };
    expect([checkEdit({ ...check, stageId: "new" }), checkEdit({ ...check, stageId: "gone" })]).toEqual([
      ALLOWED,
      ALLOWED,
    ]);
  });
});

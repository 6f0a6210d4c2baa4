import { describe, expect, it } from "vitest";
import { StageId, UserId } from "#shared/model/ids.ts";
import type { PipelineRules } from "#shared/model/setup/pipeline.ts";
import { checkMove, type MoveActor, type MoveVerdict } from "#shared/rules/pipeline-rules/check-move.ts";
import { firstOpenStage, stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import {
  AUTOMATION,
  BARE_TICKET,
  FREE,
  FULL_TICKET,
  OVERRIDING_AUTOMATION,
  pipelineOf,
  REOPENING,
  userWith,
} from "./fixture.ts";

const STAGES = ["new", "contact", "us", "closed", "closed-spam"];
const ALLOWED: MoveVerdict = { allowed: true };
const BACKWARD: MoveVerdict = {
  allowed: false,
  rule: "G1",
  reason: "rule.G1.backward",
  missing: ["move-backward", "super-admin"],
};
const skipping = (next: string): MoveVerdict => ({
  allowed: false,
  rule: "G2",
  reason: "rule.G2.skipping",
  missing: [next],
});

function move(
  rules: Partial<PipelineRules>,
  from: string,
  to: string,
  actor: MoveActor = userWith(),
  ticket = BARE_TICKET,
): MoveVerdict {
  const pipeline = pipelineOf(STAGES, rules);
  return checkMove({ fromPipeline: pipeline, fromStageId: from, pipeline, toStageId: to, ticket, actor });
}

describe("[G1] prevent tickets from moving backward", () => {
  const rules = { preventBackward: true };

  it.each([
    ["us", "contact", BACKWARD],
    ["us", "new", BACKWARD],
    ["closed", "us", BACKWARD],
    ["closed", "new", BACKWARD],
    ["new", "us", ALLOWED],
    ["new", "closed", ALLOWED],
    ["closed-spam", "closed", ALLOWED],
    ["us", "us", ALLOWED],
  ])("[G1] %s → %s", (from, to, verdict) => {
    expect(move(rules, from, to)).toEqual(verdict);
  });

  it("[G1] counts the way and not the place on the board: a closed stage lies behind every open one", () => {
    const pipeline = pipelineOf(["closed", "new", "us"], rules);
    const check = { fromPipeline: pipeline, pipeline, ticket: BARE_TICKET, actor: userWith() };
    expect(checkMove({ ...check, fromStageId: "closed", toStageId: "us" })).toEqual(BACKWARD);
    expect(checkMove({ ...check, fromStageId: "us", toStageId: "closed" })).toEqual(ALLOWED);
  });

  it.each([
    ["a user with the permission", userWith("move-backward"), ALLOWED],
    ["a super admin", userWith("super-admin"), ALLOWED],
    ["a user with account access", userWith("account-access"), BACKWARD],
    ["an automation", AUTOMATION, BACKWARD],
    ["an automation that overrides the rules", OVERRIDING_AUTOMATION, ALLOWED],
    ["a reply to a closed ticket (D6)", REOPENING, ALLOWED],
    ["a reply to a closed ticket in time (D10)", { kind: "rule", rule: "D10" } satisfies MoveActor, ALLOWED],
  ])("[G1] for %s", (_who, actor, verdict) => {
    expect(move(rules, "closed", "new", actor)).toEqual(verdict);
  });

  it("[G1] switched off, every way back is open", () => {
    expect(move(FREE, "closed", "new")).toEqual(ALLOWED);
  });

  it("[G1] does not compare stages of two pipelines, nor with a deleted stage", () => {
    const pipeline = pipelineOf(STAGES, rules);
    const check = { pipeline, toStageId: "new", ticket: BARE_TICKET, actor: userWith() };
    expect(checkMove({ ...check, fromPipeline: pipelineOf(STAGES, rules, "returns"), fromStageId: "us" })).toEqual(
      ALLOWED,
    );
    expect(checkMove({ ...check, fromPipeline: pipeline, fromStageId: "deleted" })).toEqual(ALLOWED);
  });
});

describe("[G2] prevent skipping stages", () => {
  const rules = { preventSkipping: true };

  it.each([
    ["new", "contact", ALLOWED],
    ["new", "us", skipping("contact")],
    ["new", "closed", skipping("contact")],
    ["contact", "closed-spam", skipping("us")],
    ["us", "closed", ALLOWED],
    ["us", "closed-spam", ALLOWED],
    ["us", "new", ALLOWED],
    ["closed", "closed-spam", ALLOWED],
    ["closed", "new", ALLOWED],
  ])("[G2] %s → %s", (from, to, verdict) => {
    expect(move(rules, from, to)).toEqual(verdict);
  });

  it.each([
    ["a super admin", userWith("super-admin"), skipping("contact")],
    ["an automation", AUTOMATION, skipping("contact")],
    ["an automation that overrides the rules", OVERRIDING_AUTOMATION, ALLOWED],
  ])("[G2] for %s", (_who, actor, verdict) => {
    expect(move(rules, "new", "closed", actor)).toEqual(verdict);
  });
});

describe("[G4] required properties per stage", () => {
  const rules: Partial<PipelineRules> = {
    requiredProperties: { us: ["priority", "ownerId", "dueAtEpochMs", "tags", "subject"] },
  };

  it("[G4] names all that the ticket lacks, in the order of the rule", () => {
    expect(move(rules, "new", "us", userWith("super-admin"), { ...BARE_TICKET, subject: "  " })).toEqual({
      allowed: false,
      rule: "G4",
      reason: "rule.G4.required",
      missing: ["priority", "ownerId", "dueAtEpochMs", "tags", "subject"],
    });
    expect(move(rules, "new", "us", userWith(), { ...FULL_TICKET, tags: [] })).toEqual({
      allowed: false,
      rule: "G4",
      reason: "rule.G4.required",
      missing: ["tags"],
    });
  });

  it("[G4] lets a complete ticket in, and an incomplete one into other stages", () => {
    expect([move(rules, "new", "us", userWith(), FULL_TICKET), move(rules, "new", "contact")]).toEqual([
      ALLOWED,
      ALLOWED,
    ]);
  });

  it("[G4] binds automations without the override, but not a reply to a closed ticket (D6)", () => {
    expect(
      [AUTOMATION, OVERRIDING_AUTOMATION, REOPENING].map((actor) => move(rules, "new", "us", actor).allowed),
    ).toEqual([false, true, true]);
  });

  it("[G4] asks only when the order of the stages would allow the move", () => {
    const both = { ...rules, preventSkipping: true };
    expect(move(both, "new", "us")).toEqual(skipping("contact"));
  });

  it("[G4] does not ask a ticket that stays where it is", () => {
    expect(move(rules, "us", "us")).toEqual(ALLOWED);
  });
});

describe("[G5] moves out of a closed stage", () => {
  it("[G5] are refused to whoever may not edit the ticket there, by the rules of the pipeline it is in", () => {
    const strict = pipelineOf(STAGES, { closedEditors: "admins" }, "returns");
    const check = {
      fromPipeline: strict,
      fromStageId: "closed",
      pipeline: pipelineOf(STAGES),
      toStageId: "new",
      ticket: BARE_TICKET,
    };
    expect(checkMove({ ...check, actor: userWith() })).toEqual({
      allowed: false,
      rule: "G5",
      reason: "rule.G5.admins",
      missing: ["super-admin", "account-access"],
    });
    expect(checkMove({ ...check, actor: userWith("account-access") })).toEqual(ALLOWED);
    expect(checkMove({ ...check, actor: REOPENING })).toEqual(ALLOWED);
    expect(checkMove({ ...check, fromPipeline: check.pipeline, pipeline: strict, actor: userWith() })).toEqual(ALLOWED);
  });

  it("[G5] belong to the owner where the rule says so", () => {
    const rules: Partial<PipelineRules> = { closedEditors: "owner" };
    const somebodyElses = { ...BARE_TICKET, ownerId: UserId.parse("grace") };
    expect([
      move(rules, "closed", "new", userWith(), FULL_TICKET).allowed,
      move(rules, "closed", "new", userWith(), somebodyElses).allowed,
    ]).toEqual([true, false]);
  });
});

describe("[G6] a refused move", () => {
  it("[G6] tells the first rule that refuses and what would satisfy it", () => {
    const all: Partial<PipelineRules> = {
      preventBackward: true,
      preventSkipping: true,
      closedEditors: "admins",
      requiredProperties: { new: ["priority"] },
    };
    expect(
      [
        move(all, "closed", "new"),
        move(all, "us", "new"),
        move(all, "new", "closed"),
        move(all, "us", "new", userWith("move-backward")),
      ].map((verdict) => (verdict.allowed ? null : [verdict.rule, verdict.missing])),
    ).toEqual([
      ["G5", ["super-admin", "account-access"]],
      ["G1", ["move-backward", "super-admin"]],
      ["G2", ["contact"]],
      ["G4", ["priority"]],
    ]);
  });

  it("throws for a stage that the pipeline has not", () => {
    expect(() => move(FREE, "new", "elsewhere")).toThrow(expect.objectContaining({ code: "PD_DESK_NOT_FOUND" }));
  });
});

describe("stages", () => {
  it("[D6] the first open stage is the first of that kind, whatever stands before it", () => {
    expect(firstOpenStage(pipelineOf(["closed", "new", "us"])).id).toBe(StageId.parse("new"));
    expect(() => firstOpenStage(pipelineOf(["closed"]))).toThrow(
      expect.objectContaining({ code: "PD_PIPELINE_LAST_STAGE" }),
    );
  });

  it("finds a stage by its id", () => {
    const pipeline = pipelineOf(STAGES);
    expect([stageOf(pipeline, "us"), stageOf(pipeline, "gone")]).toEqual([pipeline.stages[2], undefined]);
  });
});

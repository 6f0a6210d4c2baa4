import { describe, expect, it } from "vitest";
import { StageId } from "#shared/model/ids.ts";
import { checkCreate } from "#shared/rules/pipeline-rules/check-create.ts";
import type { MoveActor, MoveVerdict } from "#shared/rules/pipeline-rules/verdict.ts";
import { AUTOMATION, BARE_TICKET, FULL_TICKET, OVERRIDING_AUTOMATION, pipelineOf, userWith } from "./fixture.ts";

const STAGES = ["new", "us", "closed"];
const ALLOWED: MoveVerdict = { allowed: true };
const BY_MAIL: MoveActor = { kind: "rule", rule: "B1" };

describe("[G3] new tickets only in chosen stages", () => {
  const pipeline = pipelineOf(STAGES, { newTicketStageIds: [StageId.parse("new")] });
  const refused: MoveVerdict = { allowed: false, rule: "G3", reason: "rule.G3.stage", missing: ["new"] };

  it.each([
    ["a user in a chosen stage", "new", userWith(), ALLOWED],
    ["a user in another stage", "us", userWith(), refused],
    ["a super admin in another stage", "us", userWith("super-admin"), refused],
    ["an automation", "us", AUTOMATION, refused],
    ["an automation that overrides the rules", "us", OVERRIDING_AUTOMATION, ALLOWED],
    ["an incoming mail (B1): it is never turned away", "us", BY_MAIL, ALLOWED],
  ])("[G3] for %s", (_who, stageId, actor, verdict) => {
    expect(checkCreate({ pipeline, stageId, ticket: BARE_TICKET, actor })).toEqual(verdict);
  });

  it("[G3] without a choice every stage will do", () => {
    expect(
      checkCreate({ pipeline: pipelineOf(STAGES), stageId: "closed", ticket: BARE_TICKET, actor: userWith() }),
    ).toEqual(ALLOWED);
  });
});

describe("[G4] required properties at creation", () => {
  const pipeline = pipelineOf(STAGES, { requiredProperties: { new: ["priority", "tags"] } });

  it("[G4] a new ticket needs what its stage requires", () => {
    expect(checkCreate({ pipeline, stageId: "new", ticket: BARE_TICKET, actor: userWith("super-admin") })).toEqual({
      allowed: false,
      rule: "G4",
      reason: "rule.G4.required",
      missing: ["priority", "tags"],
    });
    expect(checkCreate({ pipeline, stageId: "new", ticket: FULL_TICKET, actor: userWith() })).toEqual(ALLOWED);
    expect(checkCreate({ pipeline, stageId: "new", ticket: BARE_TICKET, actor: BY_MAIL })).toEqual(ALLOWED);
  });
});

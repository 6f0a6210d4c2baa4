import { expect, test } from "vitest";
import { STAGES } from "../../support/test-desk.ts";
import { filledDesk } from "./procedures.ts";
import { startRealHost } from "./real-host.ts";

test("the farthest dates that there are come back, farther ones are refused", async () => {
  const host = await startRealHost();
  const ids = await filledDesk(host);
  const path = `/tickets/${ids["tickets"] ?? ""}`;
  const statuses = [];
  for (const dueAtEpochMs of [8.64e15, -8.64e15, 8.64e15 + 1, -8.64e15 - 1, 1.5, 1e300])
    statuses.push((await host.rest("PATCH", path, { dueAtEpochMs })).status);
  const { dueAtEpochMs } = await host.get<{ dueAtEpochMs: number }>(path);
  expect([statuses, new Date(dueAtEpochMs).toISOString()]).toEqual([
    [200, 200, 400, 400, 400, 400],
    "-271821-04-20T00:00:00.000Z",
  ]);
});

test("the fifty-first status is refused, and the desk can still be shown", async () => {
  const host = await startRealHost();
  const ids = await filledDesk(host);
  const answers = [];
  for (let at = 0; at < 50; at += 1)
    answers.push(
      (
        await host.rest("POST", `/pipelines/${ids["pipelines"] ?? ""}/stages`, {
          name: `S${at}`,
          kind: "open",
          colour: "blue",
        })
      ).status,
    );
  expect([answers.filter((status) => status === 201).length, answers.at(-1)]).toEqual([46, 400]);
  await host.get("/pipelines");
});

test("two workflows that answer each other stop", async () => {
  const host = await startRealHost();
  const ids = await filledDesk(host);
  const definition = (stageId: string, to: string) => ({
    version: 2,
    triggers: [{ id: "t1", type: "stage-reached", stageId }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "always" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps: [{ id: "on", type: "move-stage", stageId: to }],
  });
  const whole = { description: "", pipelineId: null, enabled: true, overridesRules: false, origin: "user" };
  for (const [name, from, to] of [
    ["There", STAGES.waitingOnUs, STAGES.waitingOnContact],
    ["Back", STAGES.waitingOnContact, STAGES.waitingOnUs],
  ] as const)
    await host.rest("POST", "/workflows", { ...whole, name, definition: definition(from, to) });
  const ticket = `/tickets/${ids["tickets"] ?? ""}`;
  const told = async () => (await host.get<{ items: unknown[] }>(`${ticket}/activities?limit=200`)).items.length;
  const before = await told();
  // The move, twenty automatic ones, and that the workflow is paused (F11).
  const moved = await host.rest("POST", `${ticket}/move`, { stageId: STAGES.waitingOnUs });
  expect([moved.status, (await told()) - before]).toEqual([200, 1 + 20 + 1]);
});

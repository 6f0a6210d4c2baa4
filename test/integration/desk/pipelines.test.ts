import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StageId, TicketId } from "#shared/model/ids.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const names = async () => (await desk.client.pipelines.list()).items.map(({ name }) => name);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error: { readonly code?: unknown }) => error.code,
  );

describe("[A2] order of pipelines", () => {
  test("is kept, and a new pipeline comes last", async () => {
    const [a, b] = [
      await desk.client.pipelines.create({ name: "A" }),
      await desk.client.pipelines.create({ name: "B" }),
    ];
    const { items } = await desk.client.pipelines.order({ ids: [b.id, SUPPORT, a.id] });
    expect(items.map(({ name }) => name)).toEqual(["B", "Support", "A"]);
    await desk.client.pipelines.create({ name: "C" });
    desk = await desk.reopen();
    expect(await names()).toEqual(["B", "Support", "A", "C"]);
  });

  test("must name each once, and over another order than the one that was seen nothing is changed", async () => {
    const { id } = await desk.client.pipelines.create({ name: "A" });
    const order = (ids: (typeof id)[], onlyIf?: (typeof id)[]) =>
      codeOf(desk.client.pipelines.order({ ids, ...(onlyIf ? { onlyIf: { ids: onlyIf } } : {}) }));
    expect([
      await order([id]),
      await order([id, id]),
      await order([SUPPORT, SUPPORT, id]),
      await order([id, SUPPORT], [id, SUPPORT]),
    ]).toEqual(["PD_INPUT_INVALID", "PD_INPUT_INVALID", "PD_INPUT_INVALID", "PD_DESK_CHANGED"]);
    expect(await names()).toEqual(["Support", "A"]);
    expect(await order([id, SUPPORT], [SUPPORT, id])).toBe("done");
    expect(await names()).toEqual(["A", "Support"]);
  });
});

describe("[A2] a copy of a pipeline", () => {
  async function source() {
    await desk.client.pipelines.update({
      id: SUPPORT,
      closeDate: { setOnClose: false },
      reopen: { kind: "within-days", days: 7 },
      rules: {
        newTicketStageIds: [STAGES.new],
        requiredProperties: { [STAGES.closed]: ["priority"] },
        preventSkipping: true,
      },
    });
    const card = await desk.client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.closed });
    const move = { id: "m", type: "move-stage", stageId: STAGES.new, pipelineId: SUPPORT };
    await desk.client.workflows.update({
      id: card.id,
      enabled: true,
      definition: { ...card.definition, steps: [move as never] },
    });
    return desk.client.pipelines.get({ id: SUPPORT });
  }

  test("has the same statuses, rules and switches, and no id in common with it", async () => {
    const before = await source();
    const copy = await desk.client.pipelines.duplicate({ id: SUPPORT });
    const plain = ({ name, kind, colour }: (typeof copy.stages)[number]) => ({ name, kind, colour });
    const stageAt = (index: number) => copy.stages[index]?.id as StageId;
    expect(copy.name).toBe("Support (2)");
    expect(copy.stages.map(plain)).toEqual(before.stages.map(plain));
    expect([copy.closeDate, copy.reopen]).toEqual([before.closeDate, before.reopen]);
    expect(copy.rules).toEqual({
      ...before.rules,
      newTicketStageIds: [stageAt(0)],
      requiredProperties: { [stageAt(3)]: ["priority"] },
    });
    const { items } = await desk.client.workflows.list({ pipelineId: copy.id });
    const own = items.filter(({ pipelineId }) => pipelineId === copy.id);
    expect(own.map(({ origin, template, enabled }) => [origin, template, enabled])).toEqual([
      ["template", "D1", true],
      ["template", "D2", true],
      ["stage", null, true],
    ]);
    expect(JSON.stringify([copy, own])).not.toContain(SUPPORT);
    expect(own[2]?.definition.steps).toEqual([
      { id: "m", type: "move-stage", stageId: stageAt(0), pipelineId: copy.id },
    ]);
    for (const { id } of own) expect((await desk.client.workflows.problems({ id })).errors).toEqual([]);
    expect(await desk.client.pipelines.get({ id: SUPPORT })).toEqual(before);
  });

  test("[D2] works for itself: a reply on its ticket moves it there, and the original is left alone", async () => {
    const copy = await desk.client.pipelines.duplicate({ id: SUPPORT, name: "Second" });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, pipelineId: copy.id, stageId: copy.stages[0]?.id as StageId });
    await desk.receive({ messageId: "reply@example.com", inReplyTo: "first@example.com", subject: "Re: Boots" });
    expect((await desk.ticket(id)).stageId).toBe(copy.stages[2]?.id);
  });

  test("can be taken back as long as nothing has come to it", async () => {
    await source();
    const before = await desk.client.workflows.list({});
    const copy = await desk.client.pipelines.duplicate({ id: SUPPORT });
    await desk.client.pipelines.discard({ id: copy.id });
    expect([await names(), await desk.client.workflows.list({})]).toEqual([["Support"], before]);
    const second = await desk.client.pipelines.duplicate({ id: SUPPORT });
    const id: TicketId = await desk.newTicket();
    await desk.client.tickets.move({
      id,
      pipelineId: second.id,
      stageId: second.stages[0]?.id as StageId,
      properties: { priority: "high" },
    });
    expect(await codeOf(desk.client.pipelines.discard({ id: second.id }))).toBe("PD_DESK_CHANGED");
    expect(await codeOf(desk.client.pipelines.discard({ id: SUPPORT }))).toBe("PD_DESK_CHANGED");
    const third = await desk.client.pipelines.create({ name: "Third" });
    await desk.client.channels.update({ id: INBOUND, pipelineId: third.id });
    expect(await codeOf(desk.client.pipelines.discard({ id: third.id }))).toBe("PD_DESK_CHANGED");
    expect(await names()).toEqual(["Support", "Support (2)", "Third"]);
  });

  test("of a name of eighty characters still has a name that fits, and another one than any other", async () => {
    const long = "ü".repeat(80);
    await desk.client.pipelines.update({ id: SUPPORT, name: long });
    await desk.client.pipelines.duplicate({ id: SUPPORT });
    await desk.client.pipelines.duplicate({ id: SUPPORT });
    expect(await names()).toEqual([long, `${"ü".repeat(76)} (2)`, `${"ü".repeat(76)} (3)`]);
  });
});

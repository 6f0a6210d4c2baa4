/** The gallery itself, and its workflows that call other programs. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GALLERY_KEYS, type GalleryKey } from "#shared/automation/gallery/names.ts";
import { GALLERY_TEXTS } from "#shared/automation/gallery/texts/texts.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { DAY_MS, openGalleryDesk, type GalleryDesk } from "./gallery-fixture.ts";
import { startReceiver } from "./webhooks-fixture.ts";

let desk: GalleryDesk;
beforeEach(async () => {
  desk = await openGalleryDesk();
});
afterEach(async () => {
  await desk.end();
});

/** What nobody but the person knows. */
const NEEDED: Readonly<Partial<Record<GalleryKey, Record<string, string>>>> = {
  "webhook-on-close": { url: "https://example.com/hook" },
  "chat-on-urgent": { url: "https://example.com/hook" },
};

describe("[F12] the gallery", () => {
  test("lists at least twelve ready workflows in both languages, with what they would be on this pipeline", async () => {
    const [english, italian] = [
      (await desk.client.gallery.list({})).items,
      (await desk.client.gallery.list({ language: "it", pipelineId: SUPPORT })).items,
    ];
    expect(english.map(({ key }) => key)).toEqual([...GALLERY_KEYS]);
    expect(english.length).toBeGreaterThanOrEqual(12);
    expect(new Set([...english, ...italian].map(({ name }) => name)).size).toBe(2 * GALLERY_KEYS.length);
    expect(english.find(({ key }) => key === "auto-close")?.parameters).toMatchObject([
      { name: "silentFor", kind: "duration", default: { amount: 5, unit: "days" } },
      { name: "closeAfterWarning", kind: "duration", default: { amount: 3, unit: "days" } },
      { name: "waitingStage", kind: "stage", default: STAGES.waitingOnContact },
      { name: "closedStage", kind: "stage", default: STAGES.closed },
      { name: "tags", kind: "words", default: ["auto-closed"] },
      { name: "warning", kind: "mail" },
    ]);
  });

  test.each(["en", "it"] as const)(
    "[F12b] each can be saved as it is, and the linter says nothing (%s)",
    async (language) => {
      const found: Record<string, unknown> = {};
      for (const key of GALLERY_KEYS) {
        const made = await desk.client.gallery.add({ key, language, parameters: NEEDED[key] ?? {} });
        expect([made.enabled, made.pipelineId, made.origin]).toEqual([false, SUPPORT, "user"]);
        found[key] = await desk.client.workflows.problems({ id: made.id });
      }
      const none = { errors: [], warnings: [] };
      expect(found).toEqual(Object.fromEntries(GALLERY_KEYS.map((key) => [key, none])));
    },
  );

  test("takes what a person says otherwise, and the name", async () => {
    const made = await desk.client.gallery.add({
      key: "auto-close",
      name: "Close quickly",
      parameters: { silentFor: { amount: 2, unit: "days" }, waitingStage: STAGES.waitingOnUs },
    });
    expect([made.name, made.definition.triggers[0], made.definition.filter.parts[0]]).toMatchObject([
      "Close quickly",
      { type: "silence", duration: { amount: 2, unit: "days" } },
      { value: STAGES.waitingOnUs },
    ]);
  });

  test("refuses what is missing, wrong or unknown by its path, and makes nothing", async () => {
    const before = (await desk.client.workflows.list({})).items.length;
    const add = (key: GalleryKey, parameters: Record<string, never> | Record<string, string>) =>
      desk.client.gallery.add({ key, parameters });
    const issues = (...paths: string[]) => ({
      code: "PD_INPUT_INVALID",
      details: { issues: paths.map((path) => expect.objectContaining({ path }) as unknown) },
    });
    await expect(add("webhook-on-close", {})).rejects.toMatchObject(issues("parameters.url"));
    await expect(add("auto-close", { silentFor: "long" })).rejects.toMatchObject(issues("parameters.silentFor"));
    await expect(add("auto-close", { silent: "long" })).rejects.toMatchObject(issues("parameters.silent"));
    await expect(add("auto-close", { closedStage: "nowhere" })).rejects.toMatchObject(
      issues("definition.steps.2.arms.0.steps.2.stageId"),
    );
    expect((await desk.client.workflows.list({})).items.length).toBe(before);
  });

  test("a pipeline without a closed stage is told what it lacks", async () => {
    const { id, stages } = await desk.client.pipelines.create({ name: "Open end" });
    const closed = stages.find(({ kind }) => kind === "closed");
    await desk.client.pipelines.removeStage({
      id,
      stageId: closed?.id ?? STAGES.closed,
      moveTicketsTo: stages[0]?.id ?? STAGES.new,
    });
    await expect(desk.client.gallery.add({ key: "auto-close", pipelineId: id })).rejects.toMatchObject({
      details: { issues: [{ path: "parameters.closedStage" }] },
    });
  });

  test("all texts are there in both languages, with the same placeholders", () => {
    const placeholders = (texts: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(texts).map(([name, text]) => [
          name,
          Array.from(text.matchAll(/\{\{\s*([\w.]+)/gu), ([, one]) => one),
        ]),
      );
    expect(placeholders(GALLERY_TEXTS.it)).toEqual(placeholders(GALLERY_TEXTS.en));
  });
});

test("[F12] webhook-on-close sends each closed ticket, and nothing of others", async () => {
  const receiver = await startReceiver((_call, response) => response.writeHead(204).end());
  await desk.client.webhookRequests.setHosts({ items: [receiver.host] });
  await desk.add("webhook-on-close", { url: `${receiver.origin}/closed` });
  const id = await desk.receive();
  await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" });
  await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  await desk.client.tickets.move({ id, stageId: STAGES.closed });
  await Promise.all([receiver.called(1), desk.pass(1000)]);
  await desk.pass(DAY_MS);
  expect(receiver.calls.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toMatchObject([
    ["POST", "/closed", { data: { ticket: { id, subject: "Boots", stageKind: "closed" } } }],
  ]);
});

test("[F12] chat-on-urgent posts one line for a ticket that becomes urgent", async () => {
  const receiver = await startReceiver((_call, response) => response.writeHead(200).end("ok"));
  await desk.client.webhookRequests.setHosts({ items: [receiver.host] });
  await desk.add("chat-on-urgent", { url: `${receiver.origin}/chat` });
  const id = await desk.receive();
  await desk.client.tickets.update({ id, priority: "high" });
  await desk.client.tickets.update({ id, priority: "urgent" });
  await Promise.all([receiver.called(1), desk.pass(1000)]);
  await desk.pass(DAY_MS);
  expect(receiver.calls.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ text: "Urgent: Boots (ticket 1)" }]);
});

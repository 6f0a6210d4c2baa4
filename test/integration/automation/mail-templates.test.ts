import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { UserId } from "#shared/model/ids.ts";
import { note, openMailFixture, template, tell, toColleagues, type MailFixture } from "./mail-fixture.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(async () => {
  await fixture.close();
});

const RECEIVED = "mail-template-ticket-received";
const client = () => fixture.desk().client;
const names = async () => (await client().mailTemplates.list()).items.map(({ id, name }) => `${id}: ${name}`);

async function agent(): Promise<DeskClient> {
  const { id } = await fixture.user("Agent");
  return createRouterClient(fixture.desk().core.router, { context: { userId: id } });
}

const WORDS = {
  name: "Offer",
  subject: "News, {{ contact.firstname }}",
  body: "<p>Hi</p>",
  html: true,
  marketing: true,
};

describe("[E3] mail templates", () => {
  test("a new desk has the built-in ones, and a desk of an earlier program gets them", async () => {
    const both = ["mail-template-ticket-closed: Ticket closed", `${RECEIVED}: Ticket received`];
    expect((await names()).toSorted()).toEqual(both);
    const { store } = fixture.desk().core.context;
    await store.setup.remove(Array.from((await store.setup.getMany([RECEIVED])).values()));
    await fixture.restart();
    expect((await names()).length).toBe(2);
  });

  test("one that was changed stays so at the next start, and gets its own words again, in either language", async () => {
    const { createdAtEpochMs } = await client().mailTemplates.update({
      id: RECEIVED,
      subject: "Got it",
      body: "Got it.",
    });
    await fixture.restart();
    const builtIn = { id: RECEIVED, kind: "mail-template", builtIn: "ticket-received", createdAtEpochMs };
    const { en, it } = BUILT_IN_MAIL_TEMPLATES;
    expect([
      await client().mailTemplates.get({ id: RECEIVED }),
      await client().mailTemplates.reset({ id: RECEIVED, language: "it" }),
      await client().mailTemplates.reset({ id: RECEIVED }),
    ]).toEqual([
      { ...en["ticket-received"], ...builtIn, subject: "Got it", body: "Got it." },
      { ...it["ticket-received"], ...builtIn },
      { ...en["ticket-received"], ...builtIn },
    ]);
  });

  test("one's own is made, changed, sent and deleted; not while a workflow sends it", async () => {
    const made = await client().mailTemplates.create(WORDS);
    const changed = await client().mailTemplates.update({ id: made.id, name: "Other", marketing: false });
    expect(changed).toEqual({ ...made, name: "Other", marketing: false });
    const workflowId = await fixture.workflow([template(made.id)]);
    await expect(client().mailTemplates.remove({ id: made.id })).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
      message: "The template is sent by: Writes.",
    });
    const { store } = fixture.desk().core.context;
    await store.setup.remove(Array.from((await store.setup.getMany([workflowId])).values()));
    expect(await client().mailTemplates.remove({ id: made.id })).toEqual({ removed: 1 });
    await expect(client().mailTemplates.get({ id: made.id })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
  });

  test("[F8] one that a ticket in an older revision is still to be sent is not deleted", async () => {
    const made = await client().mailTemplates.create(WORDS);
    const id = await fixture.workflow([template(made.id)]);
    await client().automations.pause();
    const ticketId = await fixture.receive();
    const { definition } = await client().workflows.get({ id });
    await client().workflows.update({ id, definition: { ...definition, steps: [note("Nothing is sent any more")] } });
    await expect(client().mailTemplates.remove({ id: made.id })).rejects.toMatchObject({
      message: "The template is sent by: Writes.",
    });
    await client().workflows.unenrol({ id, ticketIds: [ticketId] });
    expect(await client().mailTemplates.remove({ id: made.id })).toEqual({ removed: 1 });
  });

  test("a built-in one is not deleted, and is never marketing (E4); one's own has no words to go back to", async () => {
    const { id } = await client().mailTemplates.create(WORDS);
    const refused = [
      client().mailTemplates.remove({ id: RECEIVED }),
      client().mailTemplates.update({ id: RECEIVED, marketing: true }),
      client().mailTemplates.reset({ id }),
    ];
    const told = await Promise.allSettled(refused);
    expect(told.map((one) => (one.status === "rejected" ? String(one.reason.message) : "taken"))).toEqual([
      "A built-in template can be reset, not deleted.",
      "A built-in template is transactional: make one of your own for marketing.",
      "Only a built-in template has words to go back to.",
    ]);
  });

  test("[F6] placeholders that are not there are refused with their paths", async () => {
    await expect(
      client().mailTemplates.create({ ...WORDS, subject: "{{ x }}", body: "{% y %}" }),
    ).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
      details: {
        issues: [
          { path: "subject", message: "There is no placeholder x." },
          { path: "body", message: expect.stringMatching(/^The tag y can't be used here/u) },
        ],
      },
    });
    await expect(client().mailTemplates.update({ id: RECEIVED, body: "{{ z }}" })).rejects.toMatchObject({
      details: { issues: [{ path: "body", message: "There is no placeholder z." }] },
    });
  });

  test("[A3] only who may change automations may change them; others read", async () => {
    const other = await agent();
    const refused = await Promise.allSettled([
      other.mailTemplates.create(WORDS),
      other.mailTemplates.update({ id: RECEIVED, name: "Mine" }),
      other.mailTemplates.reset({ id: RECEIVED }),
      other.mailTemplates.remove({ id: RECEIVED }),
      other.teams.create({ name: "Mine" }),
      other.teams.update({ id: "none", name: "Mine" }),
      other.teams.remove({ id: "none" }),
    ]);
    expect([
      refused.map((one) => (one.status === "rejected" ? one.reason.code : "taken")),
      (await other.mailTemplates.list()).items.length,
      (await other.teams.list()).items,
    ]).toEqual([Array.from({ length: 7 }, () => "PD_ACCESS_PERMISSION"), 2, []]);
  });
});

describe("[E2] teams", () => {
  test("a team is made, changed and deleted; not while a workflow names it", async () => {
    const [ada, ben] = [await fixture.user("Ada"), await fixture.user("Ben")];
    const team = await client().teams.create({ name: "Second level", userIds: [ada.id, ada.id] });
    expect(team.userIds).toEqual([ada.id]);
    expect(await client().teams.update({ id: team.id, userIds: [ben.id] })).toEqual({ ...team, userIds: [ben.id] });
    await fixture.workflow([tell({ teamIds: [team.id] })]);
    await expect(client().teams.remove({ id: team.id })).rejects.toMatchObject({
      message: "The team is named by: Writes.",
    });
    const other = await client().teams.create({ name: "Free" });
    await client().teams.remove({ id: other.id });
    expect((await client().teams.list()).items.map(({ name }) => name)).toEqual(["Second level"]);
  });

  test("a member who is no user is refused; a team that is gone is refused in a workflow", async () => {
    await expect(
      client().teams.create({ name: "Odd", userIds: [(await fixture.user("Ada")).id, NOBODY] }),
    ).rejects.toMatchObject({
      code: "PD_DESK_NOT_FOUND",
    });
    await expect(fixture.workflow([toColleagues({ teamIds: ["gone"] })])).rejects.toMatchObject({
      details: { issues: [{ path: "definition.steps.0.to.teamIds.0", message: "unknown-team: gone" }] },
    });
  });
});

const NOBODY = UserId.parse("user-none");

/** Viewers and people who left: what the core refuses them, and what becomes of their work. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { type TicketId, UserId } from "#shared/model/ids.ts";
import { isActiveAdmin } from "#shared/rules/access/roles.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { addUser, mailFrom, workflow } from "../automation/crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

const OWNER = UserId.parse("user-owner");
const codeOf = async (call: Promise<unknown>) => call.then(() => "done", errorCodeOf);
const owned = async (ownerId: UserId | null, subject = "Boots") =>
  (await desk.client.tickets.create({ subject, pipelineId: SUPPORT, ownerId })).id;

describe("a viewer", () => {
  test("[A3] reads, changes nothing of the desk's, and keeps their own seat", async () => {
    const id = await mailFrom(desk, "Anna", "anna@example.com");
    const viewer = await desk.as(["view-only"]);
    const own = UserId.parse("user-view-only");
    const read = await viewer.tickets.open({ id });
    expect(read.ticket.id).toBe(id);
    const refused = [
      viewer.tickets.move({ id, stageId: STAGES.closed }),
      viewer.tickets.reply({ id, text: "Hello" }),
      viewer.tickets.addNote({ id, text: "Hello" }),
      viewer.tickets.markRead({ id }),
      viewer.users.update({ id: OWNER, name: "Mine" }),
      viewer.users.update({ id: own, address: "anna@example.com" }),
      viewer.uploads.create({ file: new File(["a"], "a.txt") }),
    ];
    expect(await Promise.all(refused.map(codeOf))).toEqual([
      ...Array.from({ length: 4 }, () => "PD_ACCESS_VIEWER"),
      "PD_ACCESS_PERMISSION",
      "PD_ACCESS_VIEWER",
      "PD_ACCESS_VIEWER",
    ]);
    expect((await desk.ticket(id)).unread).toBe(true);
    await viewer.users.update({ id: own, name: "Vera", away: true });
    const { token } = await viewer.users.createToken({ id: own, name: "Reports" });
    expect(desk.core.userOfToken(token)).toBe(own);
    expect(await viewer.notifications.markRead({})).toEqual({ unread: 0 });
  });

  test("[A3] has no permission beside it, and owns no ticket", async () => {
    await desk.as(["view-only"]);
    const viewer = UserId.parse("user-view-only");
    const bea = await addUser(desk, "Bea");
    expect(await codeOf(desk.client.users.update({ id: bea, permissions: ["view-only", "super-admin"] }))).toBe(
      "PD_INPUT_INVALID",
    );
    expect(await codeOf(owned(viewer))).toBe("PD_USER_NOT_ASSIGNABLE");
    const id = await owned(bea);
    const { client } = desk;
    const given = [
      client.tickets.update({ id, ownerId: viewer }),
      client.tickets.move({ id, stageId: STAGES.closed, properties: { ownerId: viewer } }),
      client.tasks.create({ ticketId: id, title: "Call", userId: viewer }),
    ];
    expect(await Promise.all(given.map(codeOf))).toEqual(given.map(() => "PD_USER_NOT_ASSIGNABLE"));
    await client.tickets.update({ id, followerIds: [viewer] });
    expect(await desk.ticket(id)).toMatchObject({ ownerId: bea, stageId: STAGES.new, followerIds: [viewer] });
  });

  test("[A3] that its owner became one leaves a ticket as it is, and it can be changed otherwise", async () => {
    const bea = await addUser(desk, "Bea");
    const id = await owned(bea);
    await desk.client.users.update({ id: bea, permissions: ["view-only"] });
    await desk.client.tickets.update({ id, ownerId: bea, priority: "high" });
    expect(await desk.ticket(id)).toMatchObject({ ownerId: bea, priority: "high" });
  });
});

describe("somebody who left", () => {
  test("[A3] comes in no more, and is let in again", async () => {
    const bea = await addUser(desk, "Bea");
    const { token } = await desk.client.users.createToken({ id: bea, name: "Till" });
    desk.clock.nowEpochMs += 1000;
    const left = await desk.client.users.leave({ id: bea });
    expect([left.deactivatedAtEpochMs, desk.core.userOfToken(token)]).toEqual([desk.clock.nowEpochMs, null]);
    const back = await desk.client.users.comeBack({ id: bea });
    expect(["deactivatedAtEpochMs" in back, desk.core.userOfToken(token)]).toEqual([false, bea]);
    const { stamps } = desk.core.context.setup.require("user", bea);
    expect(stamps["deactivatedAtEpochMs"]).toBeDefined();
  });

  test("[A3] nobody shuts themselves out, nor whose machine it is, nor a super admin without being one", async () => {
    const admin = await desk.as(["account-access"]);
    const chief = await addUser(desk, "Chief", { permissions: ["super-admin"] });
    const calls = [
      desk.client.users.leave({ id: OWNER }),
      admin.users.leave({ id: OWNER }),
      admin.users.leave({ id: chief }),
      admin.users.leave({ id: UserId.parse("user-account-access") }),
    ];
    expect(await Promise.all(calls.map(codeOf))).toEqual([
      "PD_INPUT_INVALID",
      "PD_INPUT_INVALID",
      "PD_ACCESS_PERMISSION",
      "PD_INPUT_INVALID",
    ]);
    expect(desk.core.context.setup.all("user").filter(isActiveAdmin)).toHaveLength(3);
  });

  test("[F5] gets no turn", async () => {
    const [bea, carl] = [await addUser(desk, "Bea"), await addUser(desk, "Carl")];
    await workflow(desk, [{ type: "rotate-owner", userIds: [bea, carl] }]);
    await desk.client.users.leave({ id: bea });
    const owners = [];
    for (const at of [1, 2, 3])
      owners.push((await desk.ticket(await mailFrom(desk, "Anna", `a${at}@example.com`))).ownerId);
    expect(owners).toEqual([carl, carl, carl]);
  });

  test("[F5] steps give them no ticket and tell them nothing", async () => {
    const bea = await addUser(desk, "Bea");
    await workflow(desk, [
      { type: "set-owner", userId: bea },
      { type: "notify", to: { userIds: [bea], teamIds: [], owner: true, followers: false }, title: "New", text: "" },
    ]);
    await desk.client.users.leave({ id: bea });
    const id = await mailFrom(desk, "Anna", "anna@example.com");
    expect((await desk.ticket(id)).ownerId).toBeNull();
    const items = await desk.core.context.store.inboxItems.find({ selector: { userId: bea } });
    expect(items).toEqual([]);
  });

  test("[A3] their open tickets and tasks stay theirs until they are handed over; closed ones stay for good", async () => {
    const [bea, carl] = [await addUser(desk, "Bea"), await addUser(desk, "Carl")];
    const open: TicketId[] = [];
    for (const at of Array.from({ length: 60 }).keys()) open.push(await owned(bea, `Boots ${at}`));
    const closed = await owned(bea);
    await desk.client.tickets.move({ id: closed, stageId: STAGES.closed });
    await desk.client.tasks.create({ ticketId: closed, title: "Call", userId: bea });
    await desk.client.users.leave({ id: bea });
    expect(await desk.client.users.openWork({ id: bea })).toEqual({ tickets: 60, tasks: 1 });
    expect(await codeOf(desk.client.users.handOver({ id: carl, toUserId: bea }))).toBe("PD_USER_NOT_ASSIGNABLE");
    expect(await desk.client.users.handOver({ id: bea, toUserId: carl })).toEqual({ tickets: 60, tasks: 1 });
    const owners = await Promise.all(open.map(async (id) => (await desk.ticket(id)).ownerId));
    expect([new Set(owners), (await desk.ticket(closed)).ownerId]).toEqual([new Set([carl]), bea]);
    expect(await desk.client.users.openWork({ id: bea })).toEqual({ tickets: 0, tasks: 0 });
    expect(JSON.stringify(await desk.history(open[0] as TicketId))).toContain("ownerId");
    expect(await desk.client.users.handOver({ id: carl, toUserId: null })).toEqual({ tickets: 60, tasks: 0 });
    expect((await desk.ticket(open[0] as TicketId)).ownerId).toBeNull();
  });
});

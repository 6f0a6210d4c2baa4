import { createRouterClient } from "@orpc/server";
import { expect, test, vi } from "vitest";
import { copyOf } from "../../support/team.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { startTeam } from "../server/server-fixture.ts";
import { HELLO, joinByPassword, openHttp, openLaptop, openSocket } from "./laptop-fixture.ts";

test("[H3] a laptop that joins by password has the team's desk, and both see what the other does", async () => {
  const team = await startTeam();
  const laptop = await openLaptop(team, "ada@desk.example");
  const userId = laptop.owner();
  const here = createRouterClient(laptop.router, { context: { userId } });
  const there = createRouterClient(team.core.router, { context: { userId } });
  const made = await here.tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  await vi.waitFor(async () => expect((await there.tickets.get({ id: made.id })).subject).toBe("Boots"));
  await there.tickets.update({ id: made.id, priority: "high" });
  await vi.waitFor(async () => expect((await here.tickets.get({ id: made.id })).priority).toBe("high"));
  await vi.waitFor(async () => expect(await copyOf(laptop)).toEqual(await copyOf(team.core)));
  expect(laptop.member?.status().state).toMatch(/^(?:synced|busy)$/u);
});

test("the same questions are answered over a WebSocket and over plain requests, and a token that nobody gave out opens neither", async () => {
  const team = await startTeam();
  const { target, joined } = await joinByPassword(team, "ada@desk.example");
  for (const open of [openSocket, openHttp]) {
    const link = await open(target);
    expect(await link.ask(HELLO)).toMatchObject({ userId: joined.userId });
    await expect(link.ask({ ...HELLO, protocol: 99 })).rejects.toMatchObject({ code: "PD_SYNC_VERSION" });
    await expect(link.ask({ ...HELLO, deskId: "another" })).rejects.toMatchObject({ code: "PD_SYNC_OTHER_DESK" });
    // Not that it was shut out: for that a device erases its copy.
    for (const token of ["pdd_nobody", team.admin]) {
      const asked = open({ ...target, token }).then((opened) => opened.ask(HELLO));
      await expect(asked).rejects.toMatchObject({ code: "PD_ACCESS_TOKEN" });
    }
  }
});

import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { SUPPORT } from "../../support/test-desk.ts";
import { startTeam, type Team } from "../server/server-fixture.ts";

const clientOf = (team: Team) => createRouterClient(team.core.router, { context: { userId: team.core.owner() } });

/** What a window at that process hears of who is there, the newest last. */
async function listen(team: Team, userId: Team["core"] extends { owner(): infer Id } ? Id : never) {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const heard: unknown[] = [];
  const client = createRouterClient(team.core.router, { context: { userId } });
  const feed = await client.desk.live(undefined, { signal: ended.signal });
  void (async () => {
    for await (const entry of feed) if (entry.colleagues !== undefined) heard.push(entry.colleagues);
  })().catch(() => undefined);
  return heard;
}

test("who is at one process of a server is seen at another, until they go or the process does", async () => {
  const databaseUrl = await freshDeskUrl();
  const one = await startTeam({ databaseUrl });
  const { id: ticketId } = await clientOf(one).tickets.create({ pipelineId: SUPPORT, subject: "Boots" });
  const bea = await one.member("bea@desk.example");
  const other = await startTeam({ databaseUrl, setUp: false });
  const [user] = (await clientOf(other).users.list()).items.filter(({ id }) => id === bea.userId);
  if (user === undefined) throw new Error("Bea is known at both processes.");
  const heard = await listen(other, user.id);
  const ada = one.core.owner();
  await clientOf(one).membership.here({ windowId: "w", ticketId, isTyping: true });
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([{ userId: ada, ticketId, isTyping: true }]), { timeout: 5000 });
  await clientOf(one).membership.here({ windowId: "w", ticketId: null, isTyping: false });
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([{ userId: ada, ticketId: null, isTyping: false }]), {
    timeout: 5000,
  });
  await one.close();
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([]), { timeout: 5000 });
});

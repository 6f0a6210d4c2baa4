import { createRouterClient } from "@orpc/server";
import { expect, test, vi } from "vitest";
import { accounts } from "#shared/contract/accounts.ts";
import { DeviceId, SessionId } from "#shared/model/account.ts";
import { errorCodeOf, type PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { UserId } from "#shared/model/ids.ts";
import { PASSWORD, startTeam } from "../server/server-fixture.ts";
import { HELLO, joinByPassword, openLaptop, openSocket } from "./laptop-fixture.ts";

const outcome = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => errorCodeOf(error) ?? String(error),
  );

test("[A3] on a device the accounts are the server's, with the rights of its user, and offline they say so", async () => {
  const team = await startTeam();
  const { userId } = await team.member("bea@desk.example");
  const joining = await joinByPassword(team, "ada@desk.example");
  const laptop = await openLaptop(team, "ada@desk.example", { joining });
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("synced"));
  const client = createRouterClient(laptop.router, { context: { userId: laptop.owner() } });

  expect((await client.accounts.list()).items.map(({ address }) => address).toSorted()).toEqual([
    "ada@desk.example",
    "bea@desk.example",
  ]);
  const { link } = await client.accounts.invite({ address: "cleo@desk.example", name: "Cleo" });
  expect(link.url).toContain(team.host.publicUrl);
  expect(
    (await client.accounts.setPermissions({ id: UserId.parse(userId), permissions: ["view-only"] })).permissions,
  ).toEqual(["view-only"]);
  expect((await client.accounts.myDevices()).items.map(({ id }) => id)).toEqual([joining.joined.deviceId]);
  // From where it came stands in the log of the server.
  const [entry] = (await client.accounts.auditLog({ limit: 1 })).items;
  expect(entry).toMatchObject({ action: "permissions-changed", userId, address: "127.0.0.1" });
  // What the server says of an error is told here as it is.
  const wrong = await client.accounts
    .changePassword({ current: "no", password: PASSWORD })
    .catch((error: unknown) => error);
  expect(wrong).toMatchObject({ code: "PD_ACCOUNT_PROOF", message: "The password is wrong." });
  const last = await client.accounts
    .setPermissions({ id: laptop.owner(), permissions: [] })
    .catch((error: PipedeskError) => error.code);
  expect(last).toBe("PD_ACCOUNT_LAST_ADMIN");

  await team.host.close();
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("offline"));
  expect(await outcome(client.accounts.list())).toBe("PD_SYNC_OFFLINE");
  expect(await outcome(client.accounts.me())).toBe("PD_SYNC_OFFLINE");
});

test("[A3] an agent's device does with accounts what an agent may, whatever its program says, and speaks for nobody else", async () => {
  const team = await startTeam();
  const { userId } = await team.member("bea@desk.example");
  const joining = await joinByPassword(team, "bea@desk.example");
  const laptop = await openLaptop(team, "bea@desk.example", { joining });
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("synced"));
  const link = await openSocket({ ...joining.target, deviceId: "changed" });
  const ask = (name: string, input?: unknown) => outcome(link.ask({ ask: "accounts", name, input }));
  const id = UserId.parse("user-owner");
  const inputs: Readonly<Record<string, unknown>> = {
    create: { name: "Eve", address: "eve@desk.example" },
    invite: { address: "eve@desk.example" },
    setPermissions: { id: userId, permissions: ["super-admin"] },
    removeInvitation: { id: "invitation" },
    revokeDevice: { id: DeviceId.parse("device") },
    auditLog: {},
  };
  const own = new Set(Object.keys(accounts).slice(0, Object.keys(accounts).indexOf("list")));
  const found: Record<string, string> = {};
  for (const name of Object.keys(accounts)) if (!own.has(name)) found[name] = await ask(name, inputs[name] ?? { id });
  expect(new Set(Object.values(found))).toEqual(new Set(["PD_ACCESS_PERMISSION"]));
  expect(Object.keys(found)).toContain("deactivate");
  expect(await ask("me")).toBe("answered");
  expect(await ask("endSession", { sessionId: SessionId.parse("another's") })).toBe("PD_DESK_NOT_FOUND");
  for (const name of ["toString", "__proto__", "tickets.list"]) expect(await ask(name)).toBe("PD_DESK_NOT_FOUND");
  expect(
    await link.ask({ ask: "accounts", name: "changePassword", input: {} }).catch((error: unknown) => error),
  ).toMatchObject({
    code: "PD_INPUT_INVALID",
    details: { issues: [{ path: "current" }, { path: "password" }] },
  });
  // Another user's token on this laptop doesn't get its user's rights there.
  const other = createRouterClient(laptop.router, { context: { userId: id } });
  expect(await outcome(other.accounts.me())).toBe("PD_ACCESS_PERMISSION");
  expect(await outcome(link.ask(HELLO))).toBe("answered");
});

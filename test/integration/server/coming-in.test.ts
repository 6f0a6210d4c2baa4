import { TOTP, Secret } from "otpauth";
import { describe, expect, test, vi, onTestFinished } from "vitest";
import { cookieOf, PASSWORD, startTeam, told, tokenOf } from "./server-fixture.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe("the first super admin", () => {
  test("[A3] is made by the link that the server printed, which works once, also for two at a time", async () => {
    const team = await startTeam({ setUp: false });
    expect((await team.auth("state", undefined, { method: "GET" })).json).toMatchObject({ state: "set-up" });
    const token = tokenOf(await team.accounts.operator.superAdminLink());
    const body = { token, name: "Ada", address: "ada@desk.example", password: PASSWORD };
    expect(told(await team.auth("set-up", { ...body, password: "desk.example!" }))).toBe("400 PD_ACCOUNT_PASSWORD");
    const both = await Promise.all([team.auth("set-up", body), team.auth("set-up", body)]);
    expect(both.map(told).toSorted()).toEqual(["200", "404 PD_LINK_SPENT"]);
    expect(told(await team.auth("set-up", body))).toBe("404 PD_LINK_SPENT");
    const state = await team.ask("/auth/state", { cookie: await team.signIn("ada@desk.example") });
    expect(state.json).toMatchObject({ state: "signed-in", userId: "user-owner" });
  });

  test("a link is over after a day, and an older one when a newer was made", async () => {
    const team = await startTeam({ setUp: false });
    const older = tokenOf(await team.accounts.operator.superAdminLink());
    const token = tokenOf(await team.accounts.operator.superAdminLink());
    expect(told(await team.auth("link", { token: older }))).toBe("404 PD_LINK_SPENT");
    expect((await team.auth("link", { token })).json).toMatchObject({ purpose: "set-up" });
    team.clock.nowEpochMs += DAY_MS;
    expect(told(await team.auth("link", { token }))).toBe("404 PD_LINK_SPENT");
  });
});

describe("invitations", () => {
  test("make a user with the permissions that were given; taken back they open nothing", async () => {
    const team = await startTeam();
    const { cookie, userId } = await team.member("bea@desk.example", ["account-access"]);
    expect((await team.api("GET", "/account", { cookie })).json).toMatchObject({
      userId,
      name: "bea",
      permissions: ["account-access"],
      state: "active",
    });
    const body = { address: "cleo@desk.example" };
    const invited = await team.api("POST", "/invitations", { cookie, body });
    const { invitation, link } = invited.json as { invitation: { id: string }; link: { url: string } };
    expect(told(await team.api("DELETE", `/invitations/${invitation.id}`, { cookie }))).toBe("200");
    const accepting = { token: tokenOf(link.url), name: "Cleo", password: PASSWORD };
    expect(told(await team.auth("invitation", accepting))).toBe("404 PD_LINK_SPENT");
  });

  test("[A3] only a super admin invites one, and one who is no administrator any more has invited nobody", async () => {
    const team = await startTeam();
    const { cookie, userId } = await team.member("bea@desk.example", ["account-access"]);
    const body = { address: "cleo@desk.example", permissions: ["super-admin"] };
    expect(told(await team.api("POST", "/invitations", { cookie, body }))).toBe("403 PD_ACCESS_PERMISSION");
    const invited = await team.api("POST", "/invitations", { cookie, body: { address: "cleo@desk.example" } });
    const token = tokenOf((invited.json as { link: { url: string } }).link.url);
    await team.api("PUT", `/accounts/${userId}/permissions`, { cookie: team.admin, body: { permissions: [] } });
    expect(told(await team.auth("invitation", { token, name: "Cleo", password: PASSWORD }))).toBe("404 PD_LINK_SPENT");
  });
});

describe("sessions", () => {
  test("end after a week without use, after a month with it, at sign-out and when another ends them", async () => {
    const team = await startTeam();
    const idle = await team.signIn("ada@desk.example");
    team.clock.nowEpochMs += 7 * DAY_MS;
    expect(told(await team.api("GET", "/account", { cookie: idle }))).toBe("401 PD_ACCESS_TOKEN");
    const used = await team.signIn("ada@desk.example");
    for (let day = 0; day < 29; day += 1) {
      team.clock.nowEpochMs += DAY_MS;
      expect(told(await team.api("GET", "/account", { cookie: used }))).toBe("200");
    }
    team.clock.nowEpochMs += DAY_MS;
    expect(told(await team.api("GET", "/account", { cookie: used }))).toBe("401 PD_ACCESS_TOKEN");
    const [one, two] = [await team.signIn("ada@desk.example"), await team.signIn("ada@desk.example")];
    expect((await team.api("POST", "/account/sessions/end-others", { cookie: one, body: {} })).json).toEqual({
      ended: 1,
    });
    expect(told(await team.api("GET", "/account", { cookie: two }))).toBe("401 PD_ACCESS_TOKEN");
    const out = await team.auth("sign-out", {}, { cookie: one });
    expect(out.headers["set-cookie"]?.[0]).toContain("Max-Age=0");
    expect(told(await team.api("GET", "/account", { cookie: one }))).toBe("401 PD_ACCESS_TOKEN");
  });

  test("a changed password ends all others; a reset ends all", async () => {
    const team = await startTeam();
    const other = await team.signIn("ada@desk.example");
    const body = { current: PASSWORD, password: "eleven violet walruses" };
    const wrong = { ...body, current: "seven green tigers" };
    expect(told(await team.api("POST", "/account/password", { cookie: team.admin, body: wrong }))).toBe(
      "403 PD_ACCOUNT_PROOF",
    );
    expect(told(await team.api("POST", "/account/password", { cookie: team.admin, body }))).toBe("200");
    expect(told(await team.api("GET", "/account", { cookie: other }))).toBe("401 PD_ACCESS_TOKEN");
    const link = tokenOf(await team.accounts.operator.resetLink("ada@desk.example"));
    const reset = await team.auth("reset", { token: link, password: PASSWORD });
    expect(told(await team.api("GET", "/account", { cookie: team.admin }))).toBe("401 PD_ACCESS_TOKEN");
    expect(told(await team.api("GET", "/account", { cookie: cookieOf(reset) }))).toBe("200");
    expect(told(await team.auth("reset", { token: link, password: PASSWORD }))).toBe("404 PD_LINK_SPENT");
  });
});

describe("the second factor", () => {
  test("is asked for once it was confirmed; a code works once, a recovery code too", async () => {
    const team = await startTeam();
    const { secret } = (await team.api("POST", "/account/totp", { cookie: team.admin, body: { password: PASSWORD } }))
      .json as { secret: string };
    const code = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: team.clock.nowEpochMs });
    expect(await team.signIn("ada@desk.example")).not.toBe("");
    const confirm = { cookie: team.admin, body: { code: code() } };
    const { recoveryCodes } = (await team.api("POST", "/account/totp/confirm", confirm)).json as {
      recoveryCodes: string[];
    };
    expect(recoveryCodes.length).toBe(10);

    const challenge = async () =>
      ((await team.auth("sign-in", { address: "ada@desk.example", password: PASSWORD })).json as { challenge: string })
        .challenge;
    // The code that confirmed it was taken by that.
    expect(told(await team.auth("totp", { challenge: await challenge(), code: code() }))).toBe("401 PD_SIGN_IN_FAILED");
    team.clock.nowEpochMs += 30_000;
    const first = await challenge();
    const signedIn = await team.auth("totp", { challenge: first, code: code() });
    expect(told(await team.api("GET", "/account", { cookie: cookieOf(signedIn) }))).toBe("200");
    expect(told(await team.auth("totp", { challenge: first, code: code() }))).toBe("404 PD_LINK_SPENT");
    expect(told(await team.auth("totp", { challenge: await challenge(), code: code() }))).toBe("401 PD_SIGN_IN_FAILED");
    const recovery = recoveryCodes[0];
    expect(told(await team.auth("totp", { challenge: await challenge(), code: recovery }))).toBe("200");
    expect(told(await team.auth("totp", { challenge: await challenge(), code: recovery }))).toBe(
      "401 PD_SIGN_IN_FAILED",
    );
    const joining = { by: "password", address: "ada@desk.example", password: PASSWORD, deviceName: "Laptop" };
    expect(told(await team.auth("join", joining))).toBe("401 PD_SIGN_IN_CODE");
    team.clock.nowEpochMs += 30_000;
    expect((await team.auth("join", { ...joining, code: code() })).json).toMatchObject({ userId: "user-owner" });
  });
});

describe("lockout", () => {
  test("pauses grow, are told, are the same for an address that nobody has, and an administrator ends them", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 4, 4, 9) });
    onTestFinished(() => void vi.useRealTimers());
    const team = await startTeam();
    const { userId } = await team.member("bea@desk.example");
    const tryOnce = async (address: string) => {
      const answer = await team.auth("sign-in", { address, password: "seven wrong elephants" });
      return [told(answer), answer.headers["retry-after"] ?? ""].join(" ").trim();
    };
    const course = async (address: string) => {
      const seen = [];
      for (let attempt = 0; attempt < 6; attempt += 1) seen.push(await tryOnce(address));
      vi.setSystemTime(Date.now() + 30_000);
      seen.push(await tryOnce(address), await tryOnce(address));
      return seen;
    };
    const expected = [
      ...Array.from({ length: 5 }, () => "401 PD_SIGN_IN_FAILED"),
      "429 PD_SIGN_IN_PAUSED 30",
      "401 PD_SIGN_IN_FAILED",
      "429 PD_SIGN_IN_PAUSED 60",
    ];
    expect(await course("bea@desk.example")).toEqual(expected);
    expect(await course("nobody@desk.example")).toEqual(expected);
    const right = () => team.auth("sign-in", { address: "bea@desk.example", password: PASSWORD });
    expect(told(await right())).toBe("429 PD_SIGN_IN_PAUSED");
    await team.api("POST", `/accounts/${userId}/unlock`, { cookie: team.admin, body: {} });
    expect(told(await right())).toBe("200");
  });

  test("many attempts at once are no way around it", async () => {
    const team = await startTeam();
    const body = { address: "ada@desk.example", password: "seven wrong elephants" };
    const answers = await Promise.all(Array.from({ length: 12 }, () => team.auth("sign-in", body)));
    const looked = answers.filter(({ status }) => status === 401);
    expect(looked.length).toBe(5);
  });
});

describe("devices", () => {
  test("join by a link of their user, once; a revoked one is told so", async () => {
    const team = await startTeam();
    const { url } = (await team.api("POST", "/account/join-links", { cookie: team.admin, body: {} })).json as {
      url: string;
    };
    const joining = { by: "link", token: tokenOf(url), deviceName: "Laptop" };
    const { deviceId, deviceToken } = (await team.auth("join", joining)).json as {
      deviceId: string;
      deviceToken: string;
    };
    expect(told(await team.auth("join", joining))).toBe("404 PD_LINK_SPENT");
    expect(await team.accounts.deviceOfToken(deviceToken, "127.0.0.1")).toEqual({ deviceId, userId: "user-owner" });
    expect(told(await team.api("GET", "/account", { token: deviceToken }))).toBe("200");
    expect(told(await team.api("DELETE", `/devices/${deviceId}`, { cookie: team.admin }))).toBe("200");
    expect(await team.accounts.deviceOfToken(deviceToken, "127.0.0.1")).toEqual({ revoked: true });
    expect(await team.accounts.deviceOfToken(`${deviceToken.slice(0, -1)}x`, "127.0.0.1")).toBeNull();
    expect(told(await team.api("GET", "/account", { token: deviceToken }))).toBe("401 PD_DEVICE_REVOKED");
  });
});

describe("administrators", () => {
  test("[A3] the last super admin stays one; who is shut out has nothing left that opens", async () => {
    const team = await startTeam();
    const own = "/accounts/user-owner";
    const demote = { cookie: team.admin, body: { permissions: [] } };
    expect(told(await team.api("PUT", `${own}/permissions`, demote))).toBe("409 PD_ACCOUNT_LAST_ADMIN");
    expect(told(await team.api("POST", `${own}/deactivate`, { cookie: team.admin, body: {} }))).toBe(
      "409 PD_ACCOUNT_LAST_ADMIN",
    );
    const { cookie, userId } = await team.member("bea@desk.example");
    const joining = { by: "password", address: "bea@desk.example", password: PASSWORD, deviceName: "Laptop" };
    const { deviceToken } = (await team.auth("join", joining)).json as { deviceToken: string };
    const { token } = (await team.api("POST", `/users/${userId}/tokens`, { cookie, body: { name: "Till" } })).json as {
      token: string;
    };
    await team.api("POST", `/accounts/${userId}/deactivate`, { cookie: team.admin, body: {} });
    const left = [
      await team.api("GET", "/account", { cookie }),
      await team.api("GET", "/account", { token }),
      await team.api("GET", "/account", { token: deviceToken }),
      await team.auth("sign-in", { address: "bea@desk.example", password: PASSWORD }),
    ];
    expect(left.map(told)).toEqual([
      "401 PD_ACCESS_TOKEN",
      "401 PD_ACCESS_TOKEN",
      "401 PD_DEVICE_REVOKED",
      "401 PD_SIGN_IN_FAILED",
    ]);
    const again = await team.api("POST", `/accounts/${userId}/reactivate`, { cookie: team.admin, body: {} });
    expect(again.json).toMatchObject({ state: "active" });
    expect(await team.signIn("bea@desk.example")).not.toBe("");
  });

  test("the audit log tells who did what to whom from where, newest first, in pages", async () => {
    const team = await startTeam();
    await team.member("bea@desk.example");
    await team.auth("sign-in", { address: "bea@desk.example", password: "seven wrong elephants" });
    type Page = { items: { action: string; address: string }[]; nextCursor: string | null };
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = (await team.api("GET", `/audit-log?limit=2${cursor && `&cursor=${cursor}`}`, { cookie: team.admin }))
        .json as Page;
      seen.push(...page.items.map(({ action, address }) => `${action} ${address}`.trim()));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([
      "sign-in-refused 127.0.0.1",
      "sign-in 127.0.0.1",
      "invitation-accepted 127.0.0.1",
      "invited 127.0.0.1",
      "sign-in 127.0.0.1",
      "set-up 127.0.0.1",
      "set-up-link-made",
    ]);
  });

  test("no secret is in the database", async () => {
    const team = await startTeam();
    const link = tokenOf(await team.accounts.operator.resetLink("ada@desk.example"));
    const kept = JSON.stringify(await team.core.context.store.accounts.find({ selector: {} }));
    const secrets = [link, team.admin.split("=")[1] ?? "", PASSWORD];
    expect(secrets.map((secret) => kept.includes(secret))).toEqual([false, false, false]);
  });
});

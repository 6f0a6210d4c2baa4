import { expect, test } from "vitest";
import { Permission } from "#shared/model/setup/user.ts";
import type { signIn } from "#shared/contract/sign-in.ts";
import { nameOf, PROCEDURES, type Procedure } from "../bad-input/procedures.ts";
import { startTeam, told } from "./server-fixture.ts";

const DAY_MS = 24 * 3_600_000;
const ROLES: readonly (readonly Permission[])[] = [[], ...Permission.options.map((permission) => [permission])];
/** Ids that name nothing: who is let in gets no further than that. */
const nothing = ({ path }: Procedure) => path.replaceAll(/\{\w+\}/gu, "none");

/** Without a body, or with an empty one, each is refused for its input or finds nothing: nothing is changed by asking. These need none, and would change something. */
const CHANGES_BY_ITSELF: ReadonlySet<string> = new Set([
  "POST /account/join-links",
  "POST /account/sessions/end-others",
  "POST /automations/pause",
  "POST /automations/resume",
  "POST /start",
  "POST /simulator",
]);

test.each(ROLES.map((permissions) => [permissions.join() || "agent", permissions] as const))(
  "[A3] no procedure of the contract answers without a sign-in, nor with an expired, ended, revoked or foreign one: %s",
  async (_role, permissions) => {
    const foreign = await startTeam();
    const asked = { cookie: foreign.admin, body: { name: "Till" } };
    const { token: theirs } = (await foreign.api("POST", "/users/user-owner/tokens", asked)).json as { token: string };
    await foreign.close();
    const team = await startTeam();
    const { cookie: expired, userId } = await team.member("bea@desk.example", permissions);
    team.clock.nowEpochMs += 31 * DAY_MS;
    const admin = await team.signIn("ada@desk.example");
    const ended = await team.signIn("bea@desk.example");
    await team.auth("sign-out", {}, { cookie: ended });
    const cookie = await team.signIn("bea@desk.example");
    const token = async (name: string) =>
      (await team.api("POST", `/users/${userId}/tokens`, { cookie, body: { name } })).json as {
        id: string;
        token: string;
      };
    const removed = await token("Till");
    await team.api("DELETE", `/users/${userId}/tokens/${removed.id}`, { cookie });
    const joining = {
      by: "password",
      address: "bea@desk.example",
      password: "seven green elephants",
      deviceName: "Laptop",
    };
    const { deviceId, deviceToken } = (await team.auth("join", joining)).json as {
      deviceId: string;
      deviceToken: string;
    };
    await team.api("DELETE", `/devices/${deviceId}`, { cookie: admin });
    const shown = {
      nothing: {},
      "an expired session": { cookie: expired },
      "an ended session": { cookie: ended },
      "another server's session": { cookie: `${cookie.split("=")[0]}=${foreign.admin.split("=")[1]}` },
      "a token that was taken back": { token: removed.token },
      "a revoked device": { token: deviceToken },
      "another server's token": { token: theirs },
      "a session as a token": { token: cookie.split("=")[1] ?? "" },
    };
    const wrong: string[] = [];
    for (const procedure of PROCEDURES) {
      const path = nothing(procedure);
      for (const [what, credential] of Object.entries(shown)) {
        const body = procedure.method === "GET" ? {} : { body: {} };
        const answer = told(await team.api(procedure.method, path, { ...credential, ...body }));
        const expected = what === "a revoked device" ? "401 PD_DEVICE_REVOKED" : "401 PD_ACCESS_TOKEN";
        if (answer !== expected) wrong.push(`${nameOf(procedure)} with ${what}: ${answer}`);
      }
    }
    expect(wrong).toEqual([]);
  },
);

test.each(ROLES.map((permissions) => [permissions.join() || "agent", permissions] as const))(
  "[A3] what the contract keeps for administrators is refused to all others, whatever they ask: %s",
  async (_role, permissions) => {
    const team = await startTeam();
    const { cookie } = await team.member("bea@desk.example", permissions);
    const isAdmin = permissions.some((one) => one === "super-admin" || one === "account-access");
    const wrong: string[] = [];
    for (const procedure of PROCEDURES.filter(({ path }) => /^\/(?:account|invitation|device|audit-log)/u.test(path))) {
      if (CHANGES_BY_ITSELF.has(nameOf(procedure))) continue;
      const body = BODIES[nameOf(procedure)];
      const isOwn = procedure.access === "everyone";
      const path = nothing(procedure).replace("/accounts/none", "/accounts/user-owner");
      const method = { cookie, ...(procedure.method === "GET" ? {} : { body: body ?? {} }) };
      const answer = told(await team.api(procedure.method, path, method));
      const isRefused = answer === "403 PD_ACCESS_PERMISSION" || answer === "403 PD_ACCESS_VIEWER";
      // Of the super admin that it is about, only another may know more.
      const isAboutSuperAdmin = procedure.path.includes("/accounts/{id}") || nameOf(procedure) === "POST /invitations";
      const isExpected = !isOwn && (!isAdmin || (isAboutSuperAdmin && !permissions.includes("super-admin")));
      if (isRefused !== isExpected || answer.startsWith("5")) wrong.push(`${nameOf(procedure)}: ${answer}`);
    }
    expect(wrong).toEqual([]);
  },
);

const BODIES: Readonly<Record<string, unknown>> = {
  "POST /accounts": { name: "Dan", address: "dan@desk.example" },
  "PUT /accounts/{id}/permissions": { permissions: ["super-admin"] },
  "POST /accounts/{id}/reset-links": {},
  "POST /invitations": { address: "eve@desk.example", permissions: ["super-admin"] },
  "POST /account/password": { current: "x", password: "y" },
  "POST /account/totp": { password: "x" },
  "POST /account/totp/confirm": { code: "123456" },
  "POST /account/totp/remove": { password: "x" },
  "POST /account/recovery-codes": { password: "x" },
};

test("each way in answers who is not signed in with one of its own errors, and nobody is let in by nothing", async () => {
  const team = await startTeam();
  const inputs: Readonly<Record<keyof typeof signIn, unknown>> = {
    state: undefined,
    link: { token: "pdl_none" },
    "set-up": { token: "pdl_none", name: "Eve", address: "eve@desk.example", password: "seven green elephants" },
    "sign-in": { address: "eve@desk.example", password: "seven green elephants" },
    totp: { challenge: "pdc_none", code: "123456" },
    "sign-out": {},
    invitation: { token: "pdl_none", name: "Eve", password: "seven green elephants" },
    forgotten: { address: "eve@desk.example" },
    reset: { token: "pdl_none", password: "seven green elephants" },
    join: { by: "link", token: "pdl_none", deviceName: "Laptop" },
  };
  const seen = [];
  for (const [name, input] of Object.entries(inputs)) {
    const answer = await team.auth(name, input, { method: name === "state" ? "GET" : "POST" });
    const cookie = answer.headers["set-cookie"]?.[0] ?? "";
    seen.push(`${name} ${told(answer)}${cookie.includes("pds_") ? " signed in" : ""}`);
  }
  expect(seen).toEqual([
    "state 200",
    "link 404 PD_LINK_SPENT",
    "set-up 404 PD_LINK_SPENT",
    "sign-in 401 PD_SIGN_IN_FAILED",
    "totp 404 PD_LINK_SPENT",
    "sign-out 200",
    "invitation 404 PD_LINK_SPENT",
    "forgotten 200",
    "reset 404 PD_LINK_SPENT",
    "join 404 PD_LINK_SPENT",
  ]);
});

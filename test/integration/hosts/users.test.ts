/** Users and their tokens over REST: who may do what, and what a token opens. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startServeHost, type ServeHost } from "#main/hosts/serve/start-serve-host.ts";
import { workflowCli } from "../../support/workflow-cli.ts";
import { openTestDesk, SILENT, type TestDesk } from "../../support/test-desk.ts";
import { ask, jsonBody, TOKEN } from "./serve-fixture.ts";

let desk: TestDesk;
let host: ServeHost;
let folder: string;
beforeEach(async () => {
  desk = await openTestDesk();
  folder = await mkdtemp(join(tmpdir(), "pipedesk-users-"));
  const none = join(folder, "none");
  host = await startServeHost({ core: desk.core, port: 0, token: TOKEN, rendererDir: none, log: SILENT, version: "1" });
});
afterEach(async () => {
  await host.close();
  await desk.close();
  await rm(folder, { recursive: true });
});

type Json = { readonly [name: string]: unknown };
/** @param given the bearer */
async function rest(given: string, method: string, path: string, body?: unknown) {
  const sent = body === undefined ? {} : jsonBody(body);
  const headers = { ...("headers" in sent ? sent.headers : {}), authorization: `Bearer ${given}` };
  const answer = await ask(host.port, `/api/v1${path}`, { ...sent, method, headers });
  return { status: answer.status, json: (answer.json ?? {}) as Json };
}

async function added(values: Json): Promise<string> {
  const { status, json } = await rest(TOKEN, "POST", "/users", values);
  expect(status).toBe(201);
  return String(json["id"]);
}

async function tokenOf(id: string, by = TOKEN): Promise<string> {
  const { json } = await rest(by, "POST", `/users/${id}/tokens`, { name: "Reports" });
  return String(json["token"]);
}

describe("users", () => {
  test("[D8b] are added and changed; mail from their address is a colleague's and makes no contact", async () => {
    const id = await added({ name: "Bea", address: "Bea@Shop.example" });
    const changed = await rest(TOKEN, "PATCH", `/users/${id}`, { name: "Bea Blum", permissions: ["move-backward"] });
    expect(changed).toEqual({
      status: 200,
      json: { id, name: "Bea Blum", address: "bea@shop.example", permissions: ["move-backward"] },
    });
    await desk.receive({ messageId: "one@shop.example", from: "Bea Blum <bea@shop.example>", subject: "Lunch" });
    expect((await desk.client.contacts.list({})).items.map(({ address }) => address)).not.toContain("bea@shop.example");
  });

  test("[D8b] have several addresses: mail from any is a colleague's", async () => {
    const id = await added({ name: "Bea", address: "bea@shop.example", otherAddresses: ["Bea@Home.example"] });
    await desk.receive({ messageId: "two@home.example", from: "Bea <bea@home.example>", subject: "Lunch" });
    const contacts = async () => (await desk.client.contacts.list({})).items.map(({ address }) => address);
    expect(await contacts()).toEqual([]);
    const changed = await rest(TOKEN, "PATCH", `/users/${id}`, {
      otherAddresses: ["bea@shop.example", "b@new.example", "B@new.example"],
    });
    expect([changed.status, changed.json["otherAddresses"]]).toEqual([200, ["b@new.example"]]);
    await desk.receive({ messageId: "three@home.example", from: "Bea <bea@home.example>", subject: "Dinner" });
    expect(await contacts()).toEqual(["bea@home.example"]);
  });

  test("nobody has another's address, and what is no address is none", async () => {
    await added({ name: "Bea", address: "bea@shop.example", otherAddresses: ["bea@home.example"] });
    const taken = await rest(TOKEN, "POST", "/users", { name: "Ben", otherAddresses: ["bea@HOME.example"] });
    expect(taken.status).toBe(400);
    const same = await rest(TOKEN, "POST", "/users", { name: "Ben", address: "BEA@shop.example" });
    const wrong = await rest(TOKEN, "POST", "/users", { name: "Ben", address: "one@shop.example, two@shop.example" });
    expect([same.status, wrong.status]).toEqual([400, 400]);
  });

  test("[A3] nobody gives more than they have, and somebody is always left who can", async () => {
    const admin = await added({ name: "Ada", permissions: ["account-access"] });
    const agent = await added({ name: "Ann" });
    const [byAdmin, byAgent] = [await tokenOf(admin), await tokenOf(agent)];
    const { items } = (await rest(TOKEN, "GET", "/users")).json as { items: { id: string; permissions: string[] }[] };
    const owner = items.find(({ permissions }) => permissions.includes("super-admin"))?.id ?? "";
    const tries = [
      await rest(byAgent, "POST", "/users", { name: "Eve" }),
      await rest(byAgent, "PATCH", `/users/${agent}`, { permissions: ["account-access"] }),
      await rest(byAgent, "PATCH", `/users/${admin}`, { name: "Eve" }),
      await rest(byAdmin, "PATCH", `/users/${agent}`, { permissions: ["super-admin"] }),
      await rest(byAdmin, "PATCH", `/users/${owner}`, { permissions: [] }),
      await rest(byAgent, "PATCH", `/users/${agent}`, { name: "Anna", away: true }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 200]);
    await rest(TOKEN, "PATCH", `/users/${admin}`, { permissions: [] });
    expect((await rest(TOKEN, "PATCH", `/users/${owner}`, { permissions: [] })).status).toBe(400);
  });
});

describe("tokens of users", () => {
  test("a program acts as its user, by REST and by WebSocket, until the token is taken back", async () => {
    const id = await added({ name: "Bea" });
    const token = await tokenOf(id);
    const status = (await rest(token, "GET", "/status")).json["me"];
    expect(status).toMatchObject({ id, name: "Bea" });
    const ticket = await rest(token, "POST", "/tickets", { subject: "By a program", pipelineId: "pipeline-support" });
    const [activity] = (await rest(token, "GET", `/tickets/${String(ticket.json["id"])}/record`)).json[
      "activities"
    ] as Json[];
    expect(activity?.["cause"]).toEqual({ kind: "user", userId: id });
    const byCli = ["enable", "An e-mail is sent", "--url", host.origin, "--token", token];
    expect((await workflowCli(byCli)).code).toBe(1);

    const listed = await rest(token, "GET", `/users/${id}/tokens`);
    const [kept] = listed.json["items"] as Json[];
    expect(Object.keys(kept ?? {}).toSorted()).toEqual(["createdAtEpochMs", "id", "name"]);
    expect((await rest(token, "DELETE", `/users/${id}/tokens/${String(kept?.["id"])}`)).status).toBe(200);
    expect([(await rest(token, "GET", "/status")).status, (await workflowCli(byCli)).stderr]).toEqual([
      401,
      expect.stringContaining("wants its token"),
    ]);
  });

  test("only the user and a super admin make and see them; the desk keeps no secret", async () => {
    const [bea, admin] = [await added({ name: "Bea" }), await added({ name: "Ada", permissions: ["account-access"] })];
    const [byBea, byAdmin] = [await tokenOf(bea), await tokenOf(admin)];
    const tries = [
      await rest(byAdmin, "GET", `/users/${bea}/tokens`),
      await rest(byAdmin, "POST", `/users/${bea}/tokens`, { name: "Mine" }),
      await rest(byBea, "POST", `/users/${bea}/tokens`, { name: "Mine" }),
      await rest(`${byBea}x`, "GET", "/status"),
      await rest("", "GET", "/status"),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 201, 401, 401]);
    const kept = JSON.stringify(desk.core.context.setup.require("user", desk.core.owner()));
    const all = JSON.stringify(desk.core.context.setup.all("user"));
    const said = JSON.stringify((await rest(TOKEN, "GET", "/users")).json);
    expect([kept.includes(byBea), all.includes(byBea), said.includes("digest")]).toEqual([false, false, false]);
  });
});

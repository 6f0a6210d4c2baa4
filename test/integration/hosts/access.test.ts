import { describe, expect, test } from "vitest";
import { ask, BEARER, login, startHost, TOKEN } from "./serve-fixture.ts";
import { STATUS } from "./tiny-core.ts";

const unauthorized = {
  defined: true,
  code: "UNAUTHORIZED",
  status: 401,
  message: "The token is missing or wrong.",
  data: { code: "PD_ACCESS_TOKEN" },
};

function notAllowed(message: string, what: string) {
  return { defined: true, code: "NOT_ALLOWED", status: 403, message, data: { code: "PD_ACCESS_ORIGIN", what } };
}
const otherHost = notAllowed("This address is not served here.", "host");
const otherOrigin = notAllowed("Pages of other origins may not use this desk.", "origin");
const noOrigin = notAllowed("Without an Origin, only the bearer token opens this desk.", "origin");

describe("token", () => {
  test.each([
    ["none", {}],
    ["a wrong one", { authorization: "Bearer wrong" }],
    ["one that begins right", { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ["one with more after it", { authorization: `Bearer ${TOKEN}x` }],
    ["another scheme", { authorization: `Basic ${TOKEN}` }],
    ["the token as cookie", { cookie: `pipedesk=${TOKEN}` }],
  ])("the API refuses %s", async (_, headers) => {
    const { port } = await startHost();
    const answer = await ask(port, "/api/v1/status", { headers });
    expect([answer.status, answer.json, answer.headers["www-authenticate"]]).toEqual([
      401,
      unauthorized,
      'Bearer realm="Pipedesk"',
    ]);
  });

  test("the API takes the bearer token", async () => {
    const { port } = await startHost();
    const answer = await ask(port, "/api/v1/status", { headers: BEARER });
    expect([answer.status, answer.json]).toEqual([200, STATUS]);
  });

  test("the OpenAPI document needs it too", async () => {
    const { port } = await startHost();
    expect((await ask(port, "/api/v1/openapi.json")).status).toBe(401);
  });

  test("the address with the token sets a cookie that scripts can't read and leads to the page without it", async () => {
    const host = await startHost();
    const answer = await ask(host.port, `/?token=${TOKEN}`);
    expect([answer.status, answer.headers.location, answer.headers["referrer-policy"]]).toEqual([
      303,
      "/",
      "no-referrer",
    ]);
    const [cookie] = answer.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(new RegExp(`^pipedesk-${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`, "u"));
    expect(cookie).not.toContain(TOKEN);
    expect(host.url).toBe(`http://127.0.0.1:${host.port}/?token=${TOKEN}`);
  });

  test("the page is shown only to who has the cookie; others are told in plain words", async () => {
    const host = await startHost();
    const headers = { accept: "text/html", "accept-language": "it" };
    const refused = await ask(host.port, "/", { headers });
    expect(refused.status).toBe(401);
    expect(refused.body.toString()).toContain("Questo desk richiede la chiave");
    const wrong = await ask(host.port, "/?token=wrong", { headers });
    expect([wrong.status, wrong.headers["set-cookie"]]).toEqual([401, undefined]);
    const shown = await ask(host.port, "/", { headers: { ...headers, ...(await login(host)) } });
    expect([shown.status, shown.body.toString()]).toEqual([200, "<!doctype html><title>Desk</title>"]);
    expect((await ask(host.port, "/assets/index-abc123.js")).json).toEqual(unauthorized);
  });

  test("the cookie of one desk doesn't open another", async () => {
    const [one, other] = [await startHost(), await startHost({ token: "other" })];
    const { cookie } = await login(one);
    const renamed = cookie.replace(`pipedesk-${one.port}`, `pipedesk-${other.port}`);
    expect((await ask(other.port, "/api/v1/status", { headers: { cookie: renamed } })).status).toBe(401);
  });
});

describe("cookie", () => {
  test("reads what the page asks for, downloads included", async () => {
    const host = await startHost();
    const cookie = await login(host);
    expect((await ask(host.port, "/api/v1/status", { headers: cookie })).status).toBe(200);
    const headers = { ...cookie, "sec-fetch-site": "same-origin" };
    expect((await ask(host.port, "/api/v1/messages/m1/raw", { headers })).status).toBe(200);
  });

  test("changes something only with this server's Origin", async () => {
    const host = await startHost();
    const cookie = await login(host);
    const move = (headers: Record<string, string>) =>
      ask(host.port, "/api/v1/tickets/t1", {
        method: "PATCH",
        headers: { ...cookie, ...headers },
        body: '{"subject":"New"}',
      });
    expect((await move({})).json).toEqual(noOrigin);
    expect((await move({ origin: "http://evil.example" })).json).toEqual(otherOrigin);
    expect((await move({ origin: `http://localhost:${host.port + 1}` })).json).toEqual(otherOrigin);
    expect((await move({ origin: "null" })).json).toEqual(otherOrigin);
    expect((await move({ origin: host.origin })).status).toBe(200);
  });

  test("is nothing to a page on another port, which browsers count as the same site", async () => {
    const host = await startHost();
    const headers = { ...(await login(host)), "sec-fetch-site": "same-site" };
    expect((await ask(host.port, "/api/v1/messages/m1/raw", { headers })).json).toEqual(otherOrigin);
  });
});

describe("source", () => {
  test.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])("this server is %s", async (name) => {
    const { port } = await startHost();
    const headers = { ...BEARER, host: `${name}:${port}`, origin: `http://${name}:${port}` };
    expect((await ask(port, "/api/v1/status", { headers })).status).toBe(200);
  });

  test.each(["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example", "0.0.0.0"])(
    "a request for the host %j is refused, token or not",
    async (host) => {
      const { port } = await startHost();
      for (const path of ["/api/v1/status", "/", "/assets/index-abc123.js", `/?token=${TOKEN}`]) {
        const answer = await ask(port, path, { headers: { ...BEARER, host } });
        expect([answer.status, answer.json]).toEqual([403, otherHost]);
      }
    },
  );

  test("a request from another origin is refused though it has the token", async () => {
    const { port } = await startHost();
    const headers = { ...BEARER, origin: "https://evil.example" };
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const answer = await ask(port, "/api/v1/tickets", { method, headers });
      expect([answer.status, answer.json, answer.headers["access-control-allow-origin"]]).toEqual([
        403,
        otherOrigin,
        undefined,
      ]);
    }
  });
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { OAuth2Server } from "oauth2-mock-server";
import { afterEach, expect, test } from "vitest";
import { createOAuth, type OAuth } from "#main/mail/account/oauth/oauth.ts";
import { OAUTH_ENDPOINTS, type OAuthEndpoints } from "#main/mail/account/oauth/endpoints.ts";
import { connectFailureOf } from "#main/mail/account/connect-failure.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { createVirtualTime, type VirtualTime } from "../../../support/mail/virtual-time.ts";

const MINUTE_MS = 60_000;

type Answer = { readonly status: number; readonly body: unknown };

/** The provider: an authorisation page that is asked by nobody, and a token endpoint that answers as the test says and remembers. */
async function startProvider() {
  const asked: Record<string, string>[] = [];
  let answer: (form: Record<string, string>) => Answer | Promise<Answer> = () => ({ status: 200, body: TOKENS });
  const server = createServer((request, response) => {
    void (async () => {
      const form = Object.fromEntries(new URLSearchParams(await text(request)));
      asked.push(form);
      const { status, body } = await answer(form);
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    tokenUrl: `http://127.0.0.1:${port}/token`,
    answer: (next: typeof answer) => void (answer = next),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const claims = Buffer.from(JSON.stringify({ email: "Anna@Example.org" })).toString("base64url");
const TOKENS = {
  access_token: "access-1",
  refresh_token: "refresh-1",
  token_type: "Bearer",
  expires_in: 3600,
  id_token: `e30.${claims}.sig`,
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).toReversed()) await part.close();
});

async function setUp(): Promise<{
  oauth: OAuth;
  time: VirtualTime;
  provider: Awaited<ReturnType<typeof startProvider>>;
}> {
  const provider = await startProvider();
  const time = createVirtualTime(0);
  const endpoints = (base: OAuthEndpoints): OAuthEndpoints => ({
    ...base,
    tokenUrl: provider.tokenUrl,
    redirectHost: "127.0.0.1",
  });
  const oauth = createOAuth({
    clock: time.clock,
    timers: time.timers,
    clients: { google: { clientId: "client-g", clientSecret: "not-so-secret" }, microsoft: { clientId: "client-m" } },
    endpoints: { google: endpoints(OAUTH_ENDPOINTS.google), microsoft: endpoints(OAUTH_ENDPOINTS.microsoft) },
  });
  open.push(provider, oauth);
  return { oauth, time, provider };
}

/** What the browser does when the provider sends it back. */
async function comeBack(url: string, answer: Readonly<Record<string, string>>, language = "en") {
  const asked = new URL(url).searchParams;
  const back = new URL(asked.get("redirect_uri") ?? "");
  back.search = new URLSearchParams({ state: asked.get("state") ?? "", ...answer }).toString();
  const response = await fetch(back, { headers: { "Accept-Language": language } });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

test("the whole way: consent in the browser, a code, tokens", async () => {
  const { oauth, provider, time } = await setUp();
  const begun = await oauth.begin("google", "anna@example.org");
  const asked = Object.fromEntries(new URL(begun.url).searchParams);
  expect({ ...begun, id: "", url: new URL(begun.url).origin }).toEqual({
    id: "",
    url: "https://accounts.google.com",
    state: "waiting",
    address: "",
    error: "",
  });
  expect({ ...asked, state: "", code_challenge: "", redirect_uri: "" }).toEqual({
    access_type: "offline",
    prompt: "consent",
    client_id: "client-g",
    redirect_uri: "",
    response_type: "code",
    scope: "https://mail.google.com/ openid email",
    state: "",
    code_challenge: "",
    code_challenge_method: "S256",
    login_hint: "anna@example.org",
  });
  expect(asked["redirect_uri"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);

  const page = await comeBack(begun.url, { code: "the-code" }, "it-IT,it;q=0.9");
  expect([page.status, page.headers.get("referrer-policy"), page.headers.get("content-security-policy")]).toEqual([
    200,
    "no-referrer",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ]);
  expect(page.html).toContain("Puoi chiudere questa finestra");
  expect(page.html).not.toContain("<script");

  const [form] = provider.asked;
  expect({ ...form, code_verifier: "" }).toEqual({
    grant_type: "authorization_code",
    code: "the-code",
    redirect_uri: asked["redirect_uri"],
    code_verifier: "",
    client_id: "client-g",
    client_secret: "not-so-secret",
  });
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(form?.["code_verifier"] ?? ""));
  expect(Buffer.from(digest).toString("base64url")).toBe(asked["code_challenge"]);

  expect(oauth.state(begun.id)).toEqual({ ...begun, state: "done", address: "anna@example.org" });
  const tokens = { provider: "google", accessToken: "access-1", endsAtEpochMs: 3_600_000, refreshToken: "refresh-1" };
  expect([oauth.peek(begun.id), oauth.take(begun.id)]).toEqual([tokens, tokens]);
  expect(() => oauth.take(begun.id)).toThrow(expect.objectContaining({ code: "PD_DESK_NOT_FOUND" }));
  expect(time.waiting).toBe(0);
});

test("Microsoft's own way of asking", async () => {
  const { oauth } = await setUp();
  const { url } = await oauth.begin("microsoft");
  const { searchParams } = new URL(url);
  expect([searchParams.get("scope"), searchParams.get("login_hint"), OAUTH_ENDPOINTS.microsoft.redirectHost]).toEqual([
    "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access openid email",
    null,
    "localhost",
  ]);
});

test("it is what a real authorisation server takes", async () => {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  try {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    server.issuer.url = issuer;
    const time = createVirtualTime();
    const stand: OAuthEndpoints = {
      ...OAUTH_ENDPOINTS.google,
      issuer,
      authorizationUrl: `${issuer}/authorize`,
      tokenUrl: `${issuer}/token`,
    };
    const oauth = createOAuth({
      ...time,
      clients: { google: { clientId: "client" } },
      endpoints: { google: stand, microsoft: stand },
    });
    open.push(oauth);
    const { id, url } = await oauth.begin("google");
    // The server's page redirects at once; `fetch` is the browser.
    const page = await fetch(url);
    expect([page.status, oauth.state(id).state]).toEqual([200, "done"]);
    const { refreshToken } = oauth.take(id);
    const renewed = await oauth.renew("google", refreshToken);
    expect(renewed.accessToken.split(".")).toHaveLength(3);
  } finally {
    await server.stop();
  }
});

test("a provider that isn't set up can't be begun or renewed with", async () => {
  const time = createVirtualTime();
  const oauth = createOAuth({ ...time, clients: {} });
  open.push(oauth);
  expect(errorCodeOf(await oauth.begin("google").catch((error: unknown) => error))).toBe("PD_OAUTH_UNAVAILABLE");
  expect(connectFailureOf(await oauth.renew("google", "x").catch((error: unknown) => error)).code).toBe(
    "secret-missing",
  );
});

test("the person says no", async () => {
  const { oauth, provider } = await setUp();
  const { id, url } = await oauth.begin("google");
  const page = await comeBack(url, { error: "access_denied" });
  const { state, error } = oauth.state(id);
  expect([page.status, state, error, provider.asked]).toEqual([
    400,
    "failed",
    "The sign-in was cancelled, or Pipedesk was not allowed to read and send mail.",
    [],
  ]);
});

test("an answer with another state is not ours: nothing is exchanged and the sign-in goes on", async () => {
  const { oauth, provider } = await setUp();
  const { id, url } = await oauth.begin("google");
  const forged = await comeBack(url, { code: "stolen", state: "guessed" });
  expect([forged.status, oauth.state(id).state, provider.asked]).toEqual([400, "waiting", []]);
  await comeBack(url, { code: "real" });
  expect(oauth.state(id).state).toBe("done");
});

test("a code is exchanged once, however often the browser brings it", async () => {
  const { oauth, provider } = await setUp();
  const { url } = await oauth.begin("google");
  const pages = await Promise.all([comeBack(url, { code: "one" }), comeBack(url, { code: "one" })]);
  expect([pages.map(({ status }) => status).toSorted((a, b) => a - b), provider.asked.length]).toEqual([[200, 400], 1]);
});

test("requests that no provider makes get nothing", async () => {
  const { oauth } = await setUp();
  const { url, id } = await oauth.begin("google");
  const back = new URL(url).searchParams.get("redirect_uri") ?? "";
  const answers = await Promise.all([
    fetch(back),
    fetch(new URL("/other?code=x", back)),
    fetch(`${back}?code=x`, { method: "POST" }),
  ]);
  expect([answers.map(({ status }) => status), oauth.state(id).state]).toEqual([[404, 404, 404], "waiting"]);
});

test.each<[string, Answer, RegExp]>([
  [
    "the code is not taken",
    { status: 400, body: { error: "invalid_grant", error_description: "Bad code" } },
    /Bad code/u,
  ],
  ["no refresh token comes", { status: 200, body: { access_token: "a", token_type: "Bearer" } }, /an hour only/u],
  ["the answer is no answer", { status: 200, body: "<html>" }, /could not be reached/u],
  ["the provider is down", { status: 503, body: "down" }, /could not be reached/u],
])("%s", async (_, answer, words) => {
  const { oauth, provider } = await setUp();
  provider.answer(() => answer);
  const { id, url } = await oauth.begin("google");
  await comeBack(url, { code: "x" });
  const { state, error } = oauth.state(id);
  expect(state).toBe("failed");
  expect(error).toMatch(words);
});

test("a sign-in ends after ten minutes, done or not, and its server with it", async () => {
  const { oauth, time } = await setUp();
  const [waiting, done] = [await oauth.begin("google"), await oauth.begin("google")];
  await comeBack(done.url, { code: "x" });
  await time.advance(10 * MINUTE_MS);
  expect([oauth.state(waiting.id).state, oauth.state(done.id).state]).toEqual(["failed", "failed"]);
  expect(() => oauth.take(done.id)).toThrow(expect.objectContaining({ code: "PD_DESK_NOT_FOUND" }));
  await expect(comeBack(waiting.url, { code: "x" })).rejects.toThrow("fetch failed");
});

test("of more than a few sign-ins the oldest ends", async () => {
  const { oauth } = await setUp();
  const begun = [];
  for (let index = 0; index < 5; index += 1) begun.push(await oauth.begin("google"));
  const states = begun.map(({ id }) => {
    try {
      return oauth.state(id).state;
    } catch (error) {
      return errorCodeOf(error);
    }
  });
  expect(states).toEqual(["PD_DESK_NOT_FOUND", "waiting", "waiting", "waiting", "waiting"]);
});

test("a renewal brings a new access token; the provider may rotate the refresh token", async () => {
  const { oauth, provider } = await setUp();
  provider.answer(() => ({ status: 200, body: { access_token: "a2", token_type: "bearer", expires_in: 60 } }));
  const same = await oauth.renew("google", "refresh-1");
  provider.answer(() => ({
    status: 200,
    body: { access_token: "a3", token_type: "bearer", refresh_token: "refresh-2" },
  }));
  const rotated = await oauth.renew("microsoft", "refresh-1");
  expect([same, rotated, provider.asked]).toEqual([
    { provider: "google", accessToken: "a2", endsAtEpochMs: MINUTE_MS, refreshToken: "refresh-1" },
    { provider: "microsoft", accessToken: "a3", endsAtEpochMs: 30 * MINUTE_MS, refreshToken: "refresh-2" },
    [
      {
        grant_type: "refresh_token",
        refresh_token: "refresh-1",
        client_id: "client-g",
        client_secret: "not-so-secret",
      },
      { grant_type: "refresh_token", refresh_token: "refresh-1", client_id: "client-m" },
    ],
  ]);
});

test.each<[string, Answer, { code: string; detail: RegExp }]>([
  [
    "revoked",
    { status: 400, body: { error: "invalid_grant", error_description: "Token has been revoked." } },
    { code: "auth", detail: /^invalid_grant: Token has been revoked\.$/u },
  ],
  ["client deleted", { status: 401, body: { error: "invalid_client" } }, { code: "auth", detail: /^invalid_client/u }],
  ["too many", { status: 429, body: { error: "slow_down" } }, { code: "too-many-connections", detail: /slow_down/u }],
  [
    "for a while",
    { status: 400, body: { error: "temporarily_unavailable" } },
    { code: "other", detail: /temporarily/u },
  ],
  ["down", { status: 503, body: "down" }, { code: "other", detail: /^HTTP 503$/u }],
  ["a login page of a hotel", { status: 200, body: "<html>" }, { code: "protocol", detail: /./u }],
])("a renewal that fails: %s", async (_, answer, { code, detail }) => {
  const { oauth, provider } = await setUp();
  provider.answer(() => answer);
  const failure = connectFailureOf(await oauth.renew("google", "refresh-secret").catch((error: unknown) => error));
  expect({ ...failure, detail: "" }).toEqual({ code, detail: "", certificate: null });
  expect(failure.detail).toMatch(detail);
});

test("a renewal without a network says so", async () => {
  const { oauth, provider } = await setUp();
  await provider.close();
  open.splice(open.indexOf(provider), 1);
  const failure = connectFailureOf(await oauth.renew("google", "refresh-secret").catch((error: unknown) => error));
  expect(failure.code).toBe("refused");
});

test("a provider that never answers is not waited for", async () => {
  const { oauth, provider, time } = await setUp();
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((done) => (asked = done));
  provider.answer(() => {
    asked();
    return new Promise(() => undefined);
  });
  const renewing = oauth.renew("google", "refresh-secret").catch((error: unknown) => connectFailureOf(error).code);
  await isAsked;
  await time.advance(15_000);
  expect(await renewing).toBe("timeout");
});

test("closing ends what is open, also in the middle of an exchange", async () => {
  const { oauth, provider } = await setUp();
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((done) => (asked = done));
  provider.answer(() => {
    asked();
    return new Promise(() => undefined);
  });
  const { url } = await oauth.begin("google");
  const page = comeBack(url, { code: "x" });
  await isAsked;
  await oauth.close();
  expect((await page).status).toBe(400);
});

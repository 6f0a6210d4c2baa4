import { expect, test } from "vitest";
import { connectFailed, connectFailureOf } from "#main/mail/account/connect-failure.ts";
import { createCredentialSource, type OAuthTokens, type TokenSource } from "#main/mail/account/credentials.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ChannelId, PipelineId, StageId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { MailAuth } from "#shared/model/setup/mailbox.ts";
import { memorySecrets } from "../../../../support/memory-secrets.ts";
import { testMailbox } from "../../../../support/mail/mail-desk.ts";
import { createVirtualTime } from "../../../../support/mail/virtual-time.ts";

const HOUR_MS = 3_600_000;
const ID = ChannelId.parse("ch1");

const channel = (auth: MailAuth = { kind: "oauth2", provider: "google" }, mailbox = true): Channel => ({
  id: ID,
  kind: "channel",
  channelKind: "email",
  name: "Support",
  address: "support@desk.example",
  aliases: [],
  pipelineId: PipelineId.parse("p"),
  stageId: StageId.parse("s"),
  createTickets: true,
  mailbox: mailbox ? { ...testMailbox({ imap: 1, smtp: 2 }), auth } : null,
  createdAtEpochMs: 0,
  stamps: {},
});

/** A provider that counts: the n-th renewal gives `access-n`. */
function setUp(renew?: TokenSource["renew"]) {
  const time = createVirtualTime(0);
  const secrets = memorySecrets();
  const asked: string[] = [];
  const flow: OAuthTokens = {
    provider: "google",
    accessToken: "access-0",
    endsAtEpochMs: HOUR_MS,
    refreshToken: "refresh-0",
  };
  const flows = new Map([["flow", flow]]);
  const find = (id: string): OAuthTokens => {
    const tokens = flows.get(id);
    if (!tokens) throw new PipedeskError("PD_DESK_NOT_FOUND", "none");
    return tokens;
  };
  const oauth: TokenSource = {
    peek: find,
    take(id) {
      const tokens = find(id);
      flows.delete(id);
      return tokens;
    },
    renew(provider, refreshToken) {
      asked.push(refreshToken);
      if (renew) return renew(provider, refreshToken);
      const endsAtEpochMs = time.clock.nowEpochMs() + HOUR_MS;
      return Promise.resolve({ provider, accessToken: `access-${asked.length}`, endsAtEpochMs, refreshToken });
    },
  };
  return { time, secrets, asked, flows, source: createCredentialSource({ secrets, oauth, clock: time.clock }) };
}

const failureCode = (asking: Promise<unknown>) =>
  asking.then(
    () => "none",
    (error: unknown) => connectFailureOf(error).code,
  );
const kept = async (secrets: ReturnType<typeof memorySecrets>) =>
  JSON.parse((await secrets.get("channel:ch1")) ?? "null");

test("a password is kept with the host's secrets and nowhere else", async () => {
  const { source, secrets } = setUp();
  await source.keep(ID, { kind: "password", password: "correct horse" });
  expect(await source.credentialsOf(channel({ kind: "password" }))).toEqual({
    kind: "password",
    password: "correct horse",
  });
  expect(await kept(secrets)).toEqual({ kind: "password", password: "correct horse" });
  await source.forget(ID);
  expect(await failureCode(source.credentialsOf(channel({ kind: "password" })))).toBe("secret-missing");
});

test("a finished sign-in: the refresh token is kept, the access token only used", async () => {
  const { source, secrets, asked, flows } = setUp();
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  expect(await source.credentialsOf(channel())).toEqual({ kind: "oauth2", accessToken: "access-0" });
  expect([await kept(secrets), asked, flows.size]).toEqual([
    { kind: "oauth2", provider: "google", refreshToken: "refresh-0" },
    [],
    0,
  ]);
});

test("a keychain that refuses leaves the sign-in to be tried again", async () => {
  const { source, secrets, flows } = setUp();
  const set = secrets.set.bind(secrets);
  secrets.set = () => Promise.reject(new PipedeskError("PD_SECRETS_FAILED", "locked"));
  await expect(source.keep(ID, { kind: "oauth2", flowId: "flow" })).rejects.toMatchObject({
    code: "PD_SECRETS_FAILED",
  });
  secrets.set = set;
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  expect([await source.credentialsOf(channel()), flows.size]).toEqual([{ kind: "oauth2", accessToken: "access-0" }, 0]);
  await expect(source.keep(ID, { kind: "oauth2", flowId: "flow" })).rejects.toMatchObject({
    code: "PD_DESK_NOT_FOUND",
  });
});

test("an access token is renewed before it ends, and after a restart", async () => {
  const { source, asked, time } = setUp();
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  await time.advance(HOUR_MS - 2 * 60_000 - 1);
  const before = await source.credentialsOf(channel());
  await time.advance(1);
  const after = await source.credentialsOf(channel());
  expect([before, after, asked]).toEqual([
    { kind: "oauth2", accessToken: "access-0" },
    { kind: "oauth2", accessToken: "access-1" },
    ["refresh-0"],
  ]);
});

test("both halves that find no token share one renewal", async () => {
  const { source, asked, time } = setUp();
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  await time.advance(2 * HOUR_MS);
  const both = await Promise.all([source.credentialsOf(channel()), source.credentialsOf(channel())]);
  expect([both.map((credentials) => credentials.kind === "oauth2" && credentials.accessToken), asked.length]).toEqual([
    ["access-1", "access-1"],
    1,
  ]);
});

test("a refused token is renewed once; the second half that was refused gets the same new one", async () => {
  const { source, asked, time } = setUp();
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  await time.advance(60_000);
  const first = await source.credentialsOf(channel(), { renew: true });
  const second = await source.credentialsOf(channel(), { renew: true });
  await time.advance(30_000);
  const third = await source.credentialsOf(channel(), { renew: true });
  expect([first, second, third, asked.length]).toEqual([
    { kind: "oauth2", accessToken: "access-1" },
    { kind: "oauth2", accessToken: "access-1" },
    { kind: "oauth2", accessToken: "access-2" },
    2,
  ]);
});

test("a rotated refresh token is kept before its access token is used", async () => {
  const order: string[] = [];
  const { source, secrets, time } = setUp((provider) =>
    Promise.resolve({ provider, accessToken: "access-new", endsAtEpochMs: 9 * HOUR_MS, refreshToken: "refresh-new" }),
  );
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  await time.advance(2 * HOUR_MS);
  const set = secrets.set.bind(secrets);
  secrets.set = async (name, secret) => {
    await set(name, secret);
    order.push("kept");
  };
  await source.credentialsOf(channel()).then(() => order.push("used"));
  expect([order, await kept(secrets)]).toEqual([
    ["kept", "used"],
    { kind: "oauth2", provider: "google", refreshToken: "refresh-new" },
  ]);
});

test("a rotated refresh token that can't be kept is not used, and not forgotten", async () => {
  const { source, secrets, time, asked } = setUp((provider) =>
    Promise.resolve({
      provider,
      accessToken: `access-${asked.length}`,
      endsAtEpochMs: 9 * HOUR_MS,
      refreshToken: `refresh-${asked.length}`,
    }),
  );
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  await time.advance(2 * HOUR_MS);
  const set = secrets.set.bind(secrets);
  secrets.set = () => Promise.reject(new PipedeskError("PD_SECRETS_FAILED", "disk full"));
  expect(await failureCode(source.credentialsOf(channel()))).toBe("other");
  secrets.set = set;
  expect([await source.credentialsOf(channel()), asked, await kept(secrets)]).toEqual([
    { kind: "oauth2", accessToken: "access-2" },
    ["refresh-0", "refresh-1"],
    { kind: "oauth2", provider: "google", refreshToken: "refresh-2" },
  ]);
});

test("a renewal that a new sign-in overtook changes nothing", async () => {
  let finish = (_tokens: OAuthTokens): void => undefined;
  const { source, secrets, flows, time } = setUp(() => new Promise((done) => (finish = done)));
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  await time.advance(2 * HOUR_MS);
  const renewing = source.credentialsOf(channel());
  await time.advance(0);
  flows.set("again", {
    provider: "google",
    accessToken: "access-again",
    endsAtEpochMs: 9 * HOUR_MS,
    refreshToken: "refresh-again",
  });
  await source.keep(ID, { kind: "oauth2", flowId: "again" });
  finish({ provider: "google", accessToken: "access-old", endsAtEpochMs: 9 * HOUR_MS, refreshToken: "refresh-old" });
  await renewing;
  expect([await kept(secrets), await source.credentialsOf(channel())]).toEqual([
    { kind: "oauth2", provider: "google", refreshToken: "refresh-again" },
    { kind: "oauth2", accessToken: "access-again" },
  ]);
});

test.each(["auth", "offline"] as const)(
  "a renewal that fails with %s says so, and the next one tries anew",
  async (code) => {
    const failures = [connectFailed(code, "why")];
    const { source, time, asked } = setUp((provider) => {
      const failure = failures.pop();
      if (failure) return Promise.reject(failure);
      return Promise.resolve({
        provider,
        accessToken: "access-new",
        endsAtEpochMs: 9 * HOUR_MS,
        refreshToken: "refresh-0",
      });
    });
    await source.keep(ID, { kind: "oauth2", flowId: "flow" });
    await time.advance(2 * HOUR_MS);
    expect(await failureCode(source.credentialsOf(channel()))).toBe(code);
    expect([await source.credentialsOf(channel()), asked.length]).toEqual([
      { kind: "oauth2", accessToken: "access-new" },
      2,
    ]);
  },
);

test("what doesn't fit the mailbox's way of signing in is missing", async () => {
  const { source, secrets } = setUp();
  await source.keep(ID, { kind: "password", password: "x" });
  expect(await failureCode(source.credentialsOf(channel()))).toBe("secret-missing");
  await source.keep(ID, { kind: "oauth2", flowId: "flow" });
  expect(await failureCode(source.credentialsOf(channel({ kind: "password" })))).toBe("secret-missing");
  expect(await failureCode(source.credentialsOf(channel({ kind: "oauth2", provider: "microsoft" })))).toBe(
    "secret-missing",
  );
  expect(await failureCode(source.credentialsOf(channel({ kind: "password" }, false)))).toBe("secret-missing");
  await secrets.set("channel:ch1", "not JSON");
  expect(await failureCode(source.credentialsOf(channel({ kind: "password" })))).toBe("secret-missing");
});

test("a keychain that can't be read is a secret that is missing, and says why", async () => {
  const { source, secrets } = setUp();
  secrets.get = () => Promise.reject(new PipedeskError("PD_SECRETS_FAILED", "The keychain is locked."));
  const failure = connectFailureOf(
    await source.credentialsOf(channel({ kind: "password" })).catch((error: unknown) => error),
  );
  expect(failure).toEqual({ code: "secret-missing", detail: "The keychain is locked.", certificate: null });
});

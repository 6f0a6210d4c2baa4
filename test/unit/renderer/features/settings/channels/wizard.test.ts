import { describe, expect, test } from "vitest";
import { diagnosticsText } from "#renderer/features/settings/channels/page/diagnostics-text.ts";
import { fetchChoiceOf, fetchChoices, fetchDaysOf } from "#renderer/features/settings/channels/fields/fetch-choices.ts";
import { draftFor } from "#renderer/features/settings/channels/mailbox-draft.ts";
import { isProven, testedOf, type TestState } from "#renderer/features/settings/channels/use-connection-test.ts";
import {
  accountProblems,
  draftOfDiscovery,
  needsOf,
  secretOf,
  stepOfIssue,
} from "#renderer/features/settings/channels/wizard/wizard-state.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import type { Discovery, MailboxCheck, MailboxProposal } from "#shared/model/mail-channel.ts";
import { MAILBOX } from "./channels.ts";

const ACCOUNT = { name: "Shop", address: "shop@gmail.com", password: "" };
const server = { host: "mail.gmail.com", port: 993, security: "tls", username: "shop@gmail.com" } as const;
const proposal: MailboxProposal = { source: "table", imap: server, smtp: server, sentCopy: "server" };
const found: Discovery = {
  proposals: [proposal],
  provider: "Gmail",
  oauth: "google",
  canSignIn: true,
  appPasswordUrl: null,
  offline: false,
};

describe("adding a mailbox", () => {
  test("what was found is taken, with the sign-in that the provider prefers", () => {
    expect(draftOfDiscovery(ACCOUNT, found)).toEqual({
      ...draftFor("shop@gmail.com", "Shop"),
      imap: server,
      smtp: server,
      sentCopy: "server",
      auth: { kind: "oauth2", provider: "google" },
    });
  });

  test("a sign-in that this desk has no client id for is not begun with: it would only fail", () => {
    const draft = draftOfDiscovery(ACCOUNT, { ...found, canSignIn: false });
    expect([draft.auth, draft.imap]).toEqual([{ kind: "password" }, server]);
  });

  test("what has to be done first is told by whose servers they are, also for a firm's own domain", () => {
    const own = { ...found, provider: "", oauth: null };
    expect([
      needsOf("imap.gmail.com", found),
      needsOf("Outlook.Office365.com", { ...found, provider: "Microsoft 365", oauth: "microsoft" }),
      needsOf("imap.gmail.com.example", own),
      needsOf("mail.firm.example", null),
      needsOf("imap.mail.me.com", { ...own, provider: "iCloud" }),
    ]).toEqual(["google", "microsoft", "own", "own", "others"]);
  });

  test("an app password is taken as it is shown, in groups; no other password is changed", () => {
    const draft = draftFor("a@b.example", "");
    const taken = (password: string) => secretOf(draft, password, null);
    expect([
      taken("abcd efgh ijkl mnop"),
      taken(" abcd\u00a0efgh\u00a0ijkl\u00a0mnop\n"),
      taken("four word pass here2"),
      taken(" spaces matter "),
    ]).toEqual(
      ["abcdefghijklmnop", "abcdefghijklmnop", "four word pass here2", " spaces matter "].map((password) => ({
        kind: "password",
        password,
      })),
    );
  });

  test("where nothing was found it begins by hand, with a password", () => {
    expect(draftOfDiscovery(ACCOUNT, { ...found, proposals: [], offline: true })).toEqual(
      draftFor("shop@gmail.com", "Shop"),
    );
  });

  test("a secret is what the chosen way needs, and nothing before it is there", () => {
    const withPassword = draftFor("a@b.example", "");
    const withSignIn = { ...withPassword, auth: { kind: "oauth2", provider: "google" } } as const;
    expect([
      secretOf(withPassword, "", "flow"),
      secretOf(withPassword, "pass", null),
      secretOf(withSignIn, "pass", null),
      secretOf(withSignIn, "pass", "flow"),
    ]).toEqual([null, { kind: "password", password: "pass" }, null, { kind: "oauth2", flowId: "flow" }]);
  });

  test("both fields of the account are asked for", () => {
    expect([accountProblems({ name: " ", address: "a@b", password: "" }), accountProblems(ACCOUNT)]).toEqual([
      { name: "mailbox.problem.name", address: "mailbox.problem.address" },
      {},
    ]);
  });

  test("what the core refuses leads to the step that has the field", () => {
    const paths = [
      "address",
      "mailbox.imap.security",
      "secret",
      "mailbox.folders",
      "aliases.0",
      "stageId",
      "pipelineId",
    ];
    expect(paths.map(stepOfIssue)).toEqual(["account", "servers", "servers", "mail", "mail", "mail", null]);
  });

  test("a test proves the very mailbox and login that it was made with, and only where both halves work", () => {
    const ok = { ok: true, tookMs: 1 } as const;
    const refused = { ok: false, failure: { code: "auth", detail: "", certificate: null } } as const;
    const request = { mailbox: MAILBOX, secret: { kind: "password", password: "a" } } as const;
    const done = (smtp: MailboxCheck["smtp"]): TestState => ({
      kind: "done",
      check: { imap: ok, smtp, folders: [], messagesInInbox: null },
      of: testedOf(request),
    });
    expect([
      isProven(done(ok), request),
      isProven(done(ok), { ...request, mailbox: { ...MAILBOX, signature: "Bye" } }),
      isProven(done(ok), { ...request, secret: { kind: "password", password: "b" } }),
      isProven(done(ok), { ...request, mailbox: { ...MAILBOX, smtp: { ...MAILBOX.smtp, port: 587 } } }),
      isProven(done(refused), request),
      isProven({ kind: "running" }, request),
      isProven(done(ok), null),
    ]).toEqual([true, true, false, false, false, false, false]);
  });
});

describe("how far back", () => {
  test("a number that was set elsewhere is among the choices, in its order", () => {
    expect(fetchChoices(7, createTranslate("en")).map(({ label }) => label)).toEqual([
      "No, only what arrives from now on",
      "From the last 7 days",
      "From the last 30 days",
      "From the last year",
      "Everything",
    ]);
  });

  test.each([0, 30, 365, null])("%j survives the way through the field", (days) => {
    expect(fetchDaysOf(fetchChoiceOf(days))).toBe(days);
  });
});

describe("diagnostics", () => {
  test("are copied as a dialogue, with times that match a server's log", () => {
    expect(
      diagnosticsText([
        { atEpochMs: 0, server: "imap", direction: "note", text: "Connected" },
        { atEpochMs: 1_500, server: "imap", direction: "sent", text: "A1 LOGIN ****" },
        { atEpochMs: 2_000, server: "smtp", direction: "received", text: "220 ready" },
      ]),
    ).toBe(
      [
        "1970-01-01T00:00:00.000Z IMAP -- Connected",
        "1970-01-01T00:00:01.500Z IMAP C: A1 LOGIN ****",
        "1970-01-01T00:00:02.000Z SMTP S: 220 ready",
      ].join("\n"),
    );
  });
});

import { describe, expect, test } from "vitest";
import {
  domainOf,
  draftFor,
  isAddress,
  isUsable,
  mailboxOf,
  type ServerDraft,
  serverProblems,
  withProposal,
  withSecurity,
} from "#renderer/features/settings/channels/mailbox-draft.ts";
import { MAILBOX } from "./channels.ts";

const imap: ServerDraft = MAILBOX.imap;
const smtp: ServerDraft = MAILBOX.smtp;

describe("a mailbox while it is edited", () => {
  test("begins encrypted, on the usual names of the address's domain, and can be used as it is", () => {
    const draft = draftFor("support@acme.example", "Acme Support");
    expect([mailboxOf(draft), isUsable(draft)]).toEqual([MAILBOX, true]);
  });

  test("another encryption brings its usual port", () => {
    expect([
      withSecurity(imap, "imap", "starttls"),
      withSecurity(smtp, "smtp", "starttls"),
      withSecurity({ ...smtp, port: "" }, "smtp", "none"),
    ]).toEqual([
      { ...imap, security: "starttls", port: 143 },
      { ...smtp, security: "starttls", port: 587 },
      { ...smtp, security: "none", port: 25 },
    ]);
  });

  test("a port of one's own stays", () => {
    expect(withSecurity({ ...imap, port: 10_993 }, "imap", "starttls")).toEqual({
      ...imap,
      security: "starttls",
      port: 10_993,
    });
  });

  test("what is wrong stands at its field", () => {
    const problems = (change: Partial<ServerDraft>, kind: "imap" | "smtp" = "imap") =>
      serverProblems({ ...imap, ...change }, kind);
    expect([
      problems({}),
      problems({ host: "https://imap.acme.example" }),
      problems({ host: "imap.acme.example:993" }),
      problems({ host: "", port: "", username: " " }),
      problems({ port: 70_000 }),
      problems({ security: "none", port: 143 }),
      problems({ security: "none", port: 143, host: "localhost" }),
      problems({ username: "" }, "smtp"),
    ]).toEqual([
      {},
      { host: "mailbox.problem.host" },
      { host: "mailbox.problem.host" },
      { host: "mailbox.problem.host", port: "mailbox.problem.port", username: "mailbox.problem.username" },
      { port: "mailbox.problem.port" },
      { security: "mailbox.problem.security" },
      {},
      {},
    ]);
  });

  test("an unfinished draft makes no mailbox", () => {
    const draft = draftFor("support@acme.example", "");
    expect([
      mailboxOf({ ...draft, imap: { ...draft.imap, port: "" } }),
      mailboxOf({ ...draft, folders: [] }),
      isUsable({ ...draft, imap: { ...draft.imap, username: "" } }),
    ]).toEqual([null, null, false]);
  });

  test("a proposal replaces the servers and the way of the sent copy, and nothing else", () => {
    const draft = { ...draftFor("shop@gmail.com", "Shop"), signature: "Bye" };
    const server = { host: "imap.gmail.com", port: 993, security: "tls", username: "shop@gmail.com" } as const;
    expect(withProposal(draft, { source: "table", imap: server, smtp: server, sentCopy: "server" })).toEqual({
      ...draft,
      imap: server,
      smtp: server,
      sentCopy: "server",
    });
  });

  test("addresses and their domains", () => {
    expect([
      ["a@b.example", "a b@c.example", "a@b", "a@b.", "@b.example", " a@b.example "].map(isAddress),
      ["a@b.example", "nothing", '"x@y"@b.example'].map(domainOf),
    ]).toEqual([
      [true, false, false, false, false, true],
      ["b.example", "", "b.example"],
    ]);
  });
});

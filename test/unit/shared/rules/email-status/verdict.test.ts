import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EmailVerdict } from "#shared/model/email-verdict.ts";
import { type EmailFacts, emailVerdict, type NoChangeReason } from "#shared/rules/email-status/verdict.ts";

const DAY_MS = 86_400_000;
const NOW = 100 * DAY_MS;
const WRITTEN_BY_A_PERSON: EmailFacts["classification"] = {
  automatic: false,
  bounce: false,
  list: false,
  autoReply: false,
  receipt: false,
  complaint: false,
  fromOwnAddress: false,
  forwarded: false,
};

/** A contact's reply in the origin thread of an open ticket. */
const REPLY: EmailFacts = {
  direction: "incoming",
  sentFrom: null,
  classification: WRITTEN_BY_A_PERSON,
  isReplyInExistingThread: true,
  isOriginThread: true,
  ticketState: "open",
  wasReopened: false,
  reopenPolicy: { kind: "first-open-stage" },
  closedAtEpochMs: null,
  senderIsContact: true,
  side: false,
  nowEpochMs: NOW,
};
const CLOSED = { ticketState: "closed", closedAtEpochMs: NOW - 3 * DAY_MS } as const;
const ANSWER: EmailFacts = { ...REPLY, direction: "outgoing", sentFrom: "ticket", senderIsContact: false };

const like = (classification: Partial<EmailFacts["classification"]>): Pick<EmailFacts, "classification"> => ({
  classification: { ...WRITTEN_BY_A_PERSON, ...classification },
});
const noChange = (rule: string, reason: NoChangeReason): EmailVerdict =>
  EmailVerdict.parse({ kind: "no-change", rule, reason });

const D2: EmailVerdict = { kind: "customer-replied", rule: "D2" };
const D4: EmailVerdict = { kind: "customer-replied", rule: "D4" };
const D6: EmailVerdict = { kind: "reopened", rule: "D6" };
const D1: EmailVerdict = { kind: "sent-to-customer", rule: "D1" };
const NEW: EmailVerdict = { kind: "new-conversation", rule: "B1" };

const THREADS = { origin: { isOriginThread: true }, later: { isOriginThread: false } };
const STATES = {
  open: { ticketState: "open" },
  reopened: { ticketState: "open", wasReopened: true },
  closed: CLOSED,
} as const;
const ANYWHERE = Object.entries(THREADS).flatMap(([thread, inThread]) =>
  Object.entries(STATES).map(([state, inState]) => ({
    where: `${thread} thread, ${state}`,
    place: { ...inThread, ...inState },
  })),
);

type Effect = "→ D2 status" | "→ first open stage" | "→ D1 status" | "new conversation" | "no change";

/** The decision table of section D, row by row; the columns are what it does to the status with the trigger on and with it off. */
const TABLE: { row: string; facts: EmailFacts; verdict: EmailVerdict; on: Effect; off: Effect }[] = [
  { row: "contact's reply, origin thread, open", facts: REPLY, verdict: D2, on: "→ D2 status", off: "no change" },
  {
    row: "contact's reply, origin thread, open after reopening",
    facts: { ...REPLY, wasReopened: true },
    verdict: D2,
    on: "→ D2 status",
    off: "no change",
  },
  {
    row: "contact's reply, origin thread, closed",
    facts: { ...REPLY, ...CLOSED },
    verdict: D6,
    on: "→ first open stage",
    off: "→ first open stage",
  },
  {
    row: "contact's reply that no machine may answer, origin thread, open",
    facts: { ...REPLY, ...like({ automatic: true, list: true }) },
    verdict: D2,
    on: "→ D2 status",
    off: "no change",
  },
  {
    row: "contact's reply that no machine may answer, origin thread, closed",
    facts: { ...REPLY, ...CLOSED, ...like({ automatic: true }) },
    verdict: D6,
    on: "→ first open stage",
    off: "→ first open stage",
  },
  {
    row: "contact's reply, later thread, closed",
    facts: { ...REPLY, ...CLOSED, isOriginThread: false },
    verdict: D6,
    on: "→ first open stage",
    off: "→ first open stage",
  },
  {
    row: "contact's reply, later thread, ticket never closed",
    facts: { ...REPLY, isOriginThread: false },
    verdict: noChange("D2", "later-thread"),
    on: "no change",
    off: "no change",
  },
  {
    row: "contact's reply, later thread, ticket closed then reopened",
    facts: { ...REPLY, isOriginThread: false, wasReopened: true },
    verdict: D4,
    on: "→ D2 status",
    off: "no change",
  },
  {
    row: "contact's new e-mail, no thread",
    facts: { ...REPLY, isReplyInExistingThread: false, isOriginThread: false, ticketState: null },
    verdict: NEW,
    on: "new conversation",
    off: "new conversation",
  },
  ...ANYWHERE.flatMap(({ where, place }): (typeof TABLE)[number][] => [
    {
      row: `forwarded by the contact, ${where}`,
      facts: { ...REPLY, ...place, ...like({ forwarded: true }) },
      verdict: noChange("D5", "forwarded"),
      on: "no change",
      off: "no change",
    },
    {
      row: `contact's reply to a forwarded e-mail, ${where}`,
      facts: { ...REPLY, ...place, answersForward: true },
      verdict: noChange("D5", "reply-to-forwarded"),
      on: "no change",
      off: "no change",
    },
    {
      row: `user's answer from a personal mailbox, ${where}`,
      facts: { ...ANSWER, ...place, sentFrom: "personal-mailbox" },
      verdict: noChange("D5", "personal-mailbox"),
      on: "no change",
      off: "no change",
    },
    {
      row: `auto-reply, ${where}`,
      facts: { ...REPLY, ...place, ...like({ automatic: true, autoReply: true }) },
      verdict: noChange("D7", "automatic"),
      on: "no change",
      off: "no change",
    },
    {
      row: `bounce, ${where}`,
      facts: { ...REPLY, ...place, ...like({ automatic: true, bounce: true }) },
      verdict: noChange("D7", "bounce"),
      on: "no change",
      off: "no change",
    },
    {
      row: `read receipt, ${where}`,
      facts: { ...REPLY, ...place, ...like({ automatic: true, receipt: true }) },
      verdict: noChange("D7", "automatic"),
      on: "no change",
      off: "no change",
    },
  ]),
  ...Object.entries(THREADS).map(([thread, inThread]): (typeof TABLE)[number] => ({
    row: `user's answer from the ticket record, ${thread} thread, open`,
    facts: { ...ANSWER, ...inThread },
    verdict: D1,
    on: "→ D1 status",
    off: "no change",
  })),
];

function effectOf(verdict: EmailVerdict, trigger: "on" | "off"): Effect {
  if (verdict.kind === "reopened") return "→ first open stage";
  if (verdict.kind === "new-conversation") return "new conversation";
  if (trigger === "off") return "no change";
  if (verdict.kind === "customer-replied") return "→ D2 status";
  return verdict.kind === "sent-to-customer" ? "→ D1 status" : "no change";
}

describe("[D] decision table", () => {
  it.each(TABLE)("[D] $row: $on when on, $off when off", ({ facts, verdict, on, off }) => {
    expect(emailVerdict(facts)).toEqual(verdict);
    expect({ on: effectOf(verdict, "on"), off: effectOf(verdict, "off") }).toEqual({ on, off });
  });
});

describe("what the table leaves to the rules", () => {
  it("[D1] an answer on a closed ticket changes nothing", () => {
    expect(emailVerdict({ ...ANSWER, ...CLOSED })).toEqual(noChange("D1", "ticket-closed"));
  });

  it("[D2] a reply in a conversation without a ticket changes nothing", () => {
    expect(emailVerdict({ ...REPLY, ticketState: null })).toEqual(noChange("B1", "no-ticket"));
    expect(emailVerdict({ ...ANSWER, ticketState: null })).toEqual(noChange("B1", "no-ticket"));
  });

  it.each(ANYWHERE)("[D3] an e-mail sent from the contact record never changes the status: $where", ({ place }) => {
    expect(emailVerdict({ ...ANSWER, ...place, sentFrom: "contact" })).toEqual(noChange("D3", "contact-record"));
  });

  it.each(ANYWHERE)("[D5] another e-mail of the contact that is no reply changes nothing: $where", ({ place }) => {
    expect(emailVerdict({ ...REPLY, ...place, isReplyInExistingThread: false })).toEqual(noChange("D5", "not-a-reply"));
  });

  it("[D5] a user's forward from the ticket record changes nothing", () => {
    expect(emailVerdict({ ...ANSWER, ...like({ forwarded: true }) })).toEqual(noChange("D5", "forwarded"));
  });

  it("[B1] a forwarded e-mail without a thread is a new conversation like any other", () => {
    const facts = { ...REPLY, ...like({ forwarded: true }), isReplyInExistingThread: false, ticketState: null };
    expect(emailVerdict(facts)).toEqual(NEW);
  });

  it("[D7] automatic mail without a thread opens no ticket", () => {
    const alone = { ...REPLY, isReplyInExistingThread: false, ticketState: null };
    expect(emailVerdict({ ...alone, ...like({ automatic: true, complaint: true }) })).toEqual(
      noChange("D7", "automatic"),
    );
  });

  it("[D7] mail from one of the desk's own addresses triggers nothing", () => {
    expect(emailVerdict({ ...REPLY, ...CLOSED, ...like({ automatic: true, fromOwnAddress: true }) })).toEqual(
      noChange("D7", "own-address"),
    );
    expect(emailVerdict({ ...REPLY, ...CLOSED, senderIsContact: false })).toEqual(noChange("D7", "own-address"));
  });

  it("[D7] what a workflow sends, and what was sent before the desk knew it, triggers nothing", () => {
    expect(emailVerdict({ ...ANSWER, ...like({ automatic: true }) })).toEqual(noChange("D7", "automatic"));
    expect(emailVerdict({ ...ANSWER, sentFrom: null })).toEqual(noChange("D7", "own-address"));
  });

  it.each(ANYWHERE)("[D9] a side conversation changes nothing: $where", ({ place }) => {
    expect(emailVerdict({ ...REPLY, ...place, side: true })).toEqual(noChange("D9", "side-conversation"));
    expect(emailVerdict({ ...ANSWER, ...place, side: true })).toEqual(noChange("D9", "side-conversation"));
  });

  const LINKED: EmailVerdict = { kind: "new-linked-ticket", rule: "D10" };
  it.each([
    ["just in time", 7 * DAY_MS, { kind: "reopened", rule: "D10" }],
    ["a moment too late", 7 * DAY_MS + 1, LINKED],
    ["closed by a clock that runs ahead", -DAY_MS, { kind: "reopened", rule: "D10" }],
  ] as const)("[D10] reopen within 7 days: %s", (_when, ageMs, verdict) => {
    expect(
      emailVerdict({
        ...REPLY,
        ticketState: "closed",
        reopenPolicy: { kind: "within-days", days: 7 },
        closedAtEpochMs: NOW - ageMs,
      }),
    ).toEqual(verdict);
  });

  it("[D10] reopens where nobody knows when it was closed", () => {
    expect(emailVerdict({ ...REPLY, ticketState: "closed", reopenPolicy: { kind: "within-days", days: 7 } })).toEqual({
      kind: "reopened",
      rule: "D10",
    });
  });

  it("[D10] does not concern open tickets", () => {
    expect(emailVerdict({ ...REPLY, reopenPolicy: { kind: "within-days", days: 1 } })).toEqual(D2);
  });
});

describe("[D5] [D6] [D7] [D8] over all facts", () => {
  const anyFacts: fc.Arbitrary<EmailFacts> = fc.record({
    direction: fc.constantFrom("incoming", "outgoing"),
    sentFrom: fc.constantFrom(null, "ticket", "contact", "personal-mailbox"),
    classification: fc.record({
      automatic: fc.boolean(),
      bounce: fc.boolean(),
      list: fc.boolean(),
      autoReply: fc.boolean(),
      receipt: fc.boolean(),
      complaint: fc.boolean(),
      fromOwnAddress: fc.boolean(),
      forwarded: fc.boolean(),
    }),
    answersForward: fc.boolean(),
    isNewsletter: fc.boolean(),
    isReplyInExistingThread: fc.boolean(),
    isOriginThread: fc.boolean(),
    ticketState: fc.constantFrom(null, "open", "closed"),
    wasReopened: fc.boolean(),
    reopenPolicy: fc.constantFrom({ kind: "first-open-stage" } as const, { kind: "within-days", days: 2 } as const),
    closedAtEpochMs: fc.constantFrom(null, NOW - DAY_MS, NOW - 3 * DAY_MS),
    senderIsContact: fc.boolean(),
    side: fc.boolean(),
    nowEpochMs: fc.constant(NOW),
  });

  it("[D7] what no machine may answer counts like any mail, whatever the other facts", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom("automatic", "list"), (facts, sign) => {
        const incoming: EmailFacts = { ...facts, direction: "incoming" };
        const marked = { ...incoming, classification: { ...facts.classification, [sign]: true } };
        expect(emailVerdict(marked)).toEqual(emailVerdict(incoming));
      }),
    );
  });

  it("[D7] a newsletter makes no ticket; in a ticket's thread it counts like any mail", () => {
    const alone = { ...REPLY, isReplyInExistingThread: false, ticketState: null, isNewsletter: true } as const;
    expect(emailVerdict(alone)).toEqual(noChange("D7", "list"));
    expect(emailVerdict({ ...alone, isReplyInExistingThread: true })).toEqual(noChange("D7", "list"));
    expect(emailVerdict({ ...REPLY, isNewsletter: true })).toEqual(D2);
  });

  it("[D8] one message has one verdict, however often it is asked for", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const verdict = emailVerdict(Object.freeze({ ...facts }));
        expect(EmailVerdict.parse(verdict)).toEqual(verdict);
        expect(emailVerdict(structuredClone(facts))).toEqual(verdict);
      }),
    );
  });

  it("[D7] nothing that no person wrote ever does anything, whatever the other facts", () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom("autoReply", "bounce", "receipt", "complaint", "fromOwnAddress"),
        (facts, sign) => {
          const automatic: EmailFacts = {
            ...facts,
            direction: "incoming",
            classification: { ...facts.classification, [sign]: true },
          };
          expect(emailVerdict(automatic)).toMatchObject({ kind: "no-change", rule: "D7" });
        },
      ),
    );
  });

  it("[D6] whatever changes a closed ticket is a person's reply in a thread of it", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const verdict = emailVerdict({ ...facts, ticketState: "closed" });
        const { bounce, autoReply, receipt, complaint, fromOwnAddress, forwarded } = facts.classification;
        const isByMachine = bounce || autoReply || receipt || complaint || fromOwnAddress;
        const byPerson = facts.direction === "incoming" && facts.senderIsContact && !isByMachine;
        const counts = byPerson && facts.isReplyInExistingThread && !facts.side && !forwarded && !facts.answersForward;
        expect(verdict.kind !== "no-change").toBe(counts);
      }),
    );
  });
});

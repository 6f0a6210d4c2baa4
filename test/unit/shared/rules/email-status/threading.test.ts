import { describe, expect, it } from "vitest";
import { ConversationId, TicketId } from "#shared/model/ids.ts";
import {
  type CandidateConversation,
  decideThread,
  type KnownMessage,
  type ThreadDecision,
  type ThreadInput,
} from "#shared/rules/email-status/threading.ts";

const CUSTOMER = "anna@customer.example";
const STRANGER = "eve@elsewhere.example";
const DESK = "help@desk.example";
const A = ConversationId.parse("a");
const B = ConversationId.parse("b");

function conversation(id: ConversationId, changes: Partial<CandidateConversation> = {}): CandidateConversation {
  return { id, ticketId: TicketId.parse(`ticket-${id}`), participants: [CUSTOMER, DESK], listId: null, ...changes };
}

function known(
  rfcMessageId: string,
  conversationId: ConversationId,
  relation: KnownMessage["relation"] = "parent",
): KnownMessage {
  return { rfcMessageId, conversationId, relation };
}

function decide(mail: Partial<ThreadInput["mail"]>, changes: Partial<Omit<ThreadInput, "mail">> = {}): ThreadDecision {
  return decideThread({
    mail: {
      messageId: "new@customer.example",
      inReplyTo: [],
      references: [],
      from: CUSTOMER,
      listId: null,
      isBounce: false,
      ...mail,
    },
    ownIds: new Map(),
    subjectToken: null,
    known: [],
    conversations: [conversation(A), conversation(B)],
    ownAddresses: [DESK],
    ...changes,
  });
}

const existing = (
  conversationId: ConversationId,
  by: Extract<ThreadDecision, { kind: "existing" }>["by"],
): ThreadDecision => ({
  kind: "existing",
  conversationId,
  by,
});
const NEW: ThreadDecision = { kind: "new", forged: false };
const FORGED: ThreadDecision = { kind: "new", forged: true };
const inSubject = (conversationId: ConversationId) => ({ kind: "verified" as const, conversationId });

describe("[D9] evidence", () => {
  it("[D9] without any the mail is new", () => {
    expect(decide({})).toEqual(NEW);
  });

  it("[D9] In-Reply-To comes before References", () => {
    const mail = { inReplyTo: ["m1"], references: ["m2"] };
    expect(decide(mail, { known: [known("m2", B), known("m1", A)] })).toEqual(existing(A, "in-reply-to"));
  });

  it("[D9] References count from the newest to the oldest", () => {
    const mail = { inReplyTo: ["unknown"], references: ["m1", "m2", "gone"] };
    expect(decide(mail, { known: [known("m1", A), known("m2", B)] })).toEqual(existing(B, "references"));
  });

  it("[D9] References come before a signed subject token, which comes before siblings and children", () => {
    const all = {
      subjectToken: inSubject(B),
      known: [known("m1", A), known("s", A, "sibling"), known("c", A, "child")],
    };
    expect(decide({ references: ["m1"] }, all)).toEqual(existing(A, "references"));
    expect(decide({}, all)).toEqual(existing(B, "subject-token"));
  });

  it("[D9] a sibling comes before a child", () => {
    expect(decide({}, { known: [known("c", A, "child"), known("s", B, "sibling")] })).toEqual(existing(B, "sibling"));
    expect(decide({}, { known: [known("c", A, "child")] })).toEqual(existing(A, "child"));
  });

  it("[D9] a message whose conversation is gone is no evidence", () => {
    expect(decide({ inReplyTo: ["m1"] }, { known: [known("m1", ConversationId.parse("gone"))] })).toEqual(NEW);
  });

  it("[D9] a sibling's id in the mail's own headers is not taken for a parent", () => {
    expect(decide({ inReplyTo: ["m1"] }, { known: [known("m1", A, "sibling")] })).toEqual(existing(A, "sibling"));
  });

  it("[D9] of two messages with one id the one counts in whose thread the sender takes part, else the first by id", () => {
    const twice = [known("m1", B), known("m1", A)];
    const onlyInB = [conversation(A, { participants: [] }), conversation(B)];
    expect(decide({ inReplyTo: ["m1"] }, { known: twice, conversations: onlyInB })).toEqual(existing(B, "in-reply-to"));
    expect(decide({ inReplyTo: ["m1"] }, { known: twice, conversations: [conversation(B), conversation(A)] })).toEqual(
      existing(A, "in-reply-to"),
    );
  });
});

describe("[D9] what the desk signed and what it did not", () => {
  it("[D9] a verified id of the desk leads to its conversation", () => {
    expect(
      decide({ inReplyTo: ["pd.1"] }, { known: [known("pd.1", A)], ownIds: new Map([["pd.1", "verified"]]) }),
    ).toEqual(existing(A, "in-reply-to"));
  });

  it.each(["parent", "sibling", "child"] as const)(
    "[D9] a forged id never matches, though the store knows it as %s",
    (relation) => {
      const input = { known: [known("pd.x", A, relation)], ownIds: new Map([["pd.x", "forged" as const]]) };
      expect(decide({ inReplyTo: ["pd.x"], references: ["pd.x"] }, input)).toEqual(FORGED);
    },
  );

  it("[D9] beside a forged id other evidence counts", () => {
    const ownIds = new Map([["pd.x", "forged" as const]]);
    expect(
      decide({ inReplyTo: ["pd.x"], references: ["m1"] }, { known: [known("pd.x", A), known("m1", B)], ownIds }),
    ).toEqual(existing(B, "references"));
    expect(decide({ inReplyTo: ["pd.x"] }, { known: [known("pd.x", A)], ownIds, subjectToken: inSubject(B) })).toEqual(
      existing(B, "subject-token"),
    );
  });

  it("[D9] a signed id of nothing that the desk knows makes a new conversation, marked", () => {
    expect(decide({ references: ["pd.1"] }, { ownIds: new Map([["pd.1", "verified"]]) })).toEqual(FORGED);
  });

  it("[D9] a forged subject token makes a new conversation, marked, and so does one of a thread that is gone", () => {
    expect(decide({}, { subjectToken: { kind: "forged" } })).toEqual(FORGED);
    expect(decide({}, { subjectToken: inSubject(ConversationId.parse("gone")) })).toEqual(FORGED);
  });

  it("[D9] a forged subject token does not spoil better evidence", () => {
    expect(decide({ inReplyTo: ["m1"] }, { known: [known("m1", A)], subjectToken: { kind: "forged" } })).toEqual(
      existing(A, "in-reply-to"),
    );
  });
});

describe("[D9] who may join", () => {
  const side: ThreadDecision = { kind: "side", ofConversationId: A, address: STRANGER };
  const toA = { known: [known("m1", A)] };

  it("[D9] a participant joins, in any letter case", () => {
    expect(decide({ inReplyTo: ["m1"], from: "Anna@Customer.example" }, toA)).toEqual(existing(A, "in-reply-to"));
  });

  it("[D9] a stranger opens a side conversation, whatever the evidence", () => {
    expect(decide({ inReplyTo: ["m1"], from: "Eve@elsewhere.example" }, toA)).toEqual(side);
    expect(decide({ references: ["m1"], from: STRANGER }, { ...toA, ownIds: new Map([["m1", "verified"]]) })).toEqual(
      side,
    );
    expect(decide({ from: STRANGER }, { subjectToken: inSubject(A) })).toEqual(side);
    expect(decide({ from: STRANGER }, { known: [known("s", A, "sibling")] })).toEqual(side);
    expect(decide({ from: STRANGER }, { known: [known("c", A, "child")] })).toEqual(side);
  });

  it("[D9] a mail without a sender is a stranger's", () => {
    const conversations = [conversation(A, { participants: ["", CUSTOMER] })];
    expect(decide({ inReplyTo: ["m1"], from: "" }, { ...toA, conversations })).toEqual({
      kind: "side",
      ofConversationId: A,
      address: "",
    });
  });

  it("[D9] the desk's own addresses join every thread", () => {
    const conversations = [conversation(A, { participants: [CUSTOMER] })];
    expect(decide({ inReplyTo: ["m1"], from: DESK }, { ...toA, conversations })).toEqual(existing(A, "in-reply-to"));
  });

  it("[D9] whoever writes through the mailing list of the thread joins it, through another list or none not", () => {
    const conversations = [conversation(A, { listId: "hikers.lists.example" })];
    const mail = { inReplyTo: ["m1"], from: STRANGER };
    expect(decide({ ...mail, listId: "hikers.lists.example" }, { ...toA, conversations })).toEqual(
      existing(A, "in-reply-to"),
    );
    expect(decide({ ...mail, listId: "other.lists.example" }, { ...toA, conversations })).toEqual(side);
    expect(decide({ ...mail, listId: null }, toA)).toEqual(side);
  });

  it("[D7] [D9] a delivery report joins the thread of a message that the desk signed, and of no other", () => {
    const report = { references: ["m1"], from: "mailer-daemon@elsewhere.example", isBounce: true };
    expect(decide(report, { ...toA, ownIds: new Map([["m1", "verified"]]) })).toEqual(existing(A, "references"));
    expect(decide(report, toA)).toEqual({
      kind: "side",
      ofConversationId: A,
      address: "mailer-daemon@elsewhere.example",
    });
  });
});

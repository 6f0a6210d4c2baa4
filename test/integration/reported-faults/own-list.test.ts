import { afterEach, beforeEach, expect, test } from "vitest";
import { openGroupDesk, type GroupDesk } from "./group-desk.ts";

/** Customers who write to a list or group of the desk's own are told like others that it came (D7, E3); nothing else is loosened by that. */
let group: GroupDesk;
beforeEach(async () => {
  group = await openGroupDesk();
});
afterEach(() => group.desk.close());

const PIA = "From: Pia <pia@p.example>\nReturn-Path: <support+bnc1@desk.example>\n";
const MAILMAN =
  "List-Id: Support <support.desk.example>\nList-Post: <mailto:support@desk.example>\nX-BeenThere: support@desk.example\nX-Mailman-Version: 2.1.39\n" +
  "List-Unsubscribe: <https://lists.desk.example/options/support>, <mailto:support-request@desk.example?subject=unsubscribe>\nPrecedence: list";
const GOOGLE =
  "Mailing-list: list support@desk.example; contact support+owners@desk.example\nList-ID: <support.desk.example>\nX-Google-Group-Id: 7\nPrecedence: list\n" +
  "List-Post: <https://groups.google.com/a/desk.example/group/support/post>, <mailto:support@desk.example>\n" +
  "List-Unsubscribe: <mailto:googlegroups-manage+7+unsubscribe@googlegroups.com>, <https://groups.google.com/a/desk.example/group/support/subscribe>";
const FREE_GOOGLE = GOOGLE.replaceAll("support@desk.example", "our-desk@googlegroups.com").replaceAll(
  "<support.desk.example>",
  "<our-desk.googlegroups.com>",
);

test.each([
  ["Mailman", PIA + MAILMAN],
  ["a group of Google's at the desk's domain", PIA + GOOGLE],
  ["a free group of Google's, which is an alias of the channel", PIA + FREE_GOOGLE],
  ["a list below the desk's domain", PIA + MAILMAN.replaceAll("desk.example", "lists.desk.example")],
  [
    "a group that puts itself into From",
    `From: Pia via Support <support@desk.example>\nReply-To: Pia <pia@p.example>\n${GOOGLE}`,
  ],
  ["a list that knows its own by X-Loop", `${PIA}${MAILMAN}\nX-Loop: support@desk.example`],
  ["a rule in the desk's own mailbox", `${PIA}X-MS-Exchange-Inbox-Rules-Loop: hilfe@desk.example`],
])("[D7] [E3] is told that it came, through %s", async (_way, head) => {
  const came = await group.take(head);
  expect([came.ticket, came.contact, await group.acknowledged()]).toEqual([
    1,
    "Pia <pia@p.example>",
    ["pia@p.example"],
  ]);
});

test.each([
  ["a machine that says so", `${PIA}${MAILMAN}\nAuto-Submitted: auto-generated`],
  ["a robot's bulk", PIA + MAILMAN.replace("Precedence: list", "Precedence: bulk")],
  ["who wants no automatic answer", `${PIA}${GOOGLE}\nX-Auto-Response-Suppress: All`],
  ["an empty return path", `From: Pia <pia@p.example>\nReturn-Path: <>\n${MAILMAN}`],
  ["a newsletter with its own way out", `${PIA}${GOOGLE}\nList-Unsubscribe: <https://news.example/u/7>`],
  ["a list of others before", `${PIA}${MAILMAN}\nList-Id: <partners.lists.example>`],
  ["a list of others", PIA + MAILMAN.replaceAll("desk.example", "other.example")],
  ["a rule in somebody else's mailbox", `${PIA}X-MS-Exchange-Inbox-Rules-Loop: office@other.example`],
  ["a group that tells nobody's name", `From: Clients <clients@desk.example>\nList-Id: <clients.desk.example>`],
])("[D7] no machine answers, though people read it: %s", async (_way, head) => {
  const came = await group.take(head);
  expect([came.ticket, await group.acknowledged()]).toEqual([1, []]);
});

test.each([
  ["an answering machine", `${PIA}${MAILMAN}\nAuto-Submitted: auto-replied`, "D7 automatic"],
  [
    "a delivery report",
    `From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n${MAILMAN}`,
    "D7 bounce",
  ],
  ["the desk itself", `From: Support <support@desk.example>\n${MAILMAN}`, "D7 own-address"],
  ["a colleague", `From: Bea <bea@desk.example>\n${MAILMAN}`, "D7 own-address"],
])("[D7] what no person wrote makes no ticket, through the desk's own list too: %s", async (_who, head, verdict) => {
  const came = await group.take(head);
  expect([came.ticket, came.verdict, await group.acknowledged()]).toEqual([null, verdict, []]);
});

test("[D7] [H4] the acknowledgement that the list brings back is the one that was sent", async () => {
  await group.take(PIA + MAILMAN);
  const { store } = group.desk.core.context;
  const [sent] = await store.messages.find({ selector: { direction: "outgoing" } });
  const back = await group.take(
    `From: Support <support@desk.example>\nMessage-ID: <${sent?.rfcMessageId}>\nSubject: [support] ${sent?.subject}\nAuto-Submitted: auto-replied\n${MAILMAN}`,
  );
  expect([back.result.status, back.result.messageId, await group.acknowledged()]).toEqual([
    "duplicate",
    sent?.id,
    ["pia@p.example"],
  ]);
});

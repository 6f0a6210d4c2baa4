import { expect, test } from "vitest";
import type { MailAddress } from "#shared/model/mail.ts";
import { customerOf, type CustomerFacts } from "#shared/rules/email/customer.ts";

const OWN = ["support@desk.example", "kim@mail.example"];

function mailbox(text: string): MailAddress {
  const [, name = "", address = text] = /^(.*?)\s*<(.*)>$/u.exec(text) ?? [];
  return { name, address };
}

type Given = {
  from: string;
  replyTo?: string[];
  cc?: string[];
  originalFrom?: string;
  forwardedFrom?: string;
  list?: string;
};

function ask({ from, replyTo = [], cc = [], originalFrom, forwardedFrom, list }: Given) {
  const facts: CustomerFacts = {
    from: mailbox(from),
    replyTo: replyTo.map(mailbox),
    cc: cc.map(mailbox),
    originalFrom: originalFrom === undefined ? null : mailbox(originalFrom),
    inForm: null,
    forwardedFrom: forwardedFrom === undefined ? null : mailbox(forwardedFrom),
    isOwn: (address) => OWN.includes(address),
    isColleague: (address) => OWN.includes(address) || address.endsWith("@desk.example"),
    isList: (address) => address === list,
  };
  const found = customerOf(facts);
  return found && [found.by, found.who.name, found.who.address];
}

test.each<[string, Given, [string, string, string]]>([
  [
    "a form",
    { from: "Website <form@site.example>", replyTo: ["Pia <pia@p.example>"] },
    ["form", "Pia", "pia@p.example"],
  ],
  ["a form with no names", { from: "noreply@site.example", replyTo: ["pia@p.example"] }, ["form", "", "pia@p.example"]],
  [
    "a form that bears the visitor's name",
    { from: "Pia Probe <wordpress@site.example>", replyTo: ["Pia Probe <pia@p.example>"] },
    ["form", "Pia Probe", "pia@p.example"],
  ],
  [
    "a form at the desk's own address",
    { from: "Desk <support@desk.example>", replyTo: ["Pia <pia@p.example>"] },
    ["form", "Pia", "pia@p.example"],
  ],
  [
    "a service that writes for others",
    { from: "Book a table <requests@tables.example>", replyTo: ["Otto Other <otto@o.example>"] },
    ["form", "Otto Other", "otto@o.example"],
  ],
  [
    "a group that puts itself into From",
    { from: "'Vic Vole' via Support <group@desk.example>", originalFrom: "Vic Vole <vic@v.example>" },
    ["group", "Vic Vole", "vic@v.example"],
  ],
  [
    "a group that puts the writer among the copies",
    {
      from: "Vic Vole via Help <help@lists.example>",
      replyTo: ["help@lists.example"],
      cc: ["Vic Vole <vic@v.example>", "Bob <bob@b.example>"],
      list: "help@lists.example",
    },
    ["group", "Vic Vole", "vic@v.example"],
  ],
  [
    "a group whose Reply-To is the writer",
    { from: "Vic via Help <help@lists.example>", replyTo: ["vic@v.example"] },
    ["group", "Vic", "vic@v.example"],
  ],
  [
    "what a user passes on",
    { from: "Kim <kim@mail.example>", forwardedFrom: "Tilda <tilda@t.example>" },
    ["forward", "Tilda", "tilda@t.example"],
  ],
  [
    "what a colleague of the same domain passes on",
    { from: "Lou <lou@desk.example>", forwardedFrom: "Tilda <tilda@t.example>" },
    ["forward", "Tilda", "tilda@t.example"],
  ],
])("[D8b] the customer of %s", (_name, given, expected) => {
  expect(ask(given)).toEqual(expected);
});

test.each<[string, Given]>([
  ["an ordinary mail", { from: "Pia <pia@p.example>" }],
  ["a Reply-To that names the sender again", { from: "Pia <pia@p.example>", replyTo: ["PIA@P.example"] }],
  ["the sender's other mailbox", { from: "Pia Probe <pia@work.example>", replyTo: ["Pia Probe <pia@home.example>"] }],
  [
    "the sender's other mailbox, named otherwise",
    { from: "Pia Probe <pia@work.example>", replyTo: ["Probe, P. <p@home.example>"] },
  ],
  ["the sender's assistant", { from: "Pia <pia@work.example>", replyTo: ["Ben <ben@work.example>"] }],
  ["a form that wants the answer itself", { from: "form@site.example", replyTo: ["support@desk.example"] }],
  ["several to answer to", { from: "form@site.example", replyTo: ["a@a.example", "b@b.example"] }],
  ["a customer who passes something on", { from: "Pia <pia@p.example>", forwardedFrom: "Shop <s@s.example>" }],
  [
    "a colleague who passes a colleague's mail on",
    { from: "Lou <lou@desk.example>", forwardedFrom: "Kim <kim@mail.example>" },
  ],
  ["a stranger who names somebody else as the writer", { from: "Eve <eve@e.example>", originalFrom: "vic@v.example" }],
])("[D8b] the sender is the customer: %s", (_name, given) => {
  expect(ask(given)).toBeNull();
});

import fc from "fast-check";
import { expect, test } from "vitest";

import { visibleText } from "#shared/rules/email/visible-text.ts";

const heads = [
  "On Tue, 5 Mar 2024 at 09:12, Ada Byron <ada@example.com> wrote:",
  "On Mar 5, 2024, at 9:12 AM, Ada Byron\n<ada@example.com>\nwrote:",
  "Am 05.03.2024 um 09:12 schrieb Ada Byron <ada@example.com>:",
  "Il giorno mar 5 mar 2024 alle ore 09:12 Ada Byron <ada@example.com> ha scritto:",
  "Le mar. 5 mars 2024 à 09:12, Ada Byron <ada@example.com> a écrit :",
  "El mar, 5 mar 2024 a las 9:12, Ada Byron (<ada@example.com>) escribió:",
  "Op di 5 mrt 2024 om 09:12 schreef Ada Byron <ada@example.com>:",
  "Em ter., 5 de mar. de 2024 às 09:12, Ada Byron <ada@example.com> escreveu:",
  "tir. 5. mar. 2024 kl. 09.12 skrev Ada Byron <ada@example.com\n>:",
  "вт, 5 мар. 2024 г. в 09:12, Ada Byron <ada@example.com>:",
  "2024年3月5日(火) 9:12 Ada Byron <ada@example.com>:",
  "2024-03-05 9:12 GMT+01:00 Ada Byron <ada@example.com>:",
  "---- Ada Byron wrote ----",
  "Quoting Ada Byron <ada@example.com>:",
  "Ada Byron schrieb am 05.03.2024 um 09:12:",
  "út 5. 3. 2024 v 9:12 odesílatel Ada Byron <ada@example.com> napsal:",
];

test.each(heads)("[D2] what a contact newly wrote ends above %j", (head) => {
  expect(visibleText(`It works now.\n\nThank you!\n\n${head}\n\n> Does it work?\n> Ada\n`)).toBe(
    "It works now.\n\nThank you!",
  );
});

test.each([
  "-----Original Message-----\nFrom: Ada\nSent: Monday\n\nDoes it work?",
  "________________________________\nFrom: Ada Byron <ada@example.com>\nSent: Tuesday, March 5, 2024 9:12 AM\nTo: Bob\nSubject: Question\n\nDoes it work?",
  "Von: Ada Byron <ada@example.com>\nGesendet: Dienstag, 5. März 2024 09:12\nAn: Bob\nBetreff: Frage\n\nGeht es?",
  "Da: Ada Byron\nInviato: martedì 5 marzo 2024 09:12\nA: Bob\nOggetto: Domanda\n\nFunziona?",
  "*From:* Ada Byron <ada@example.com>\n*Sent:* Tuesday\n*To:* Bob\n*Subject:* Question\n\nDoes it work?",
])("[D2] history under a block of header lines is cut: %j", (history) => {
  expect(visibleText(`It works now.\n\n${history}`)).toBe("It works now.");
});

test.each([
  ["Fine.\n\n-- \nBob\nExample Ltd.", "Fine."],
  ["Fine.\n\nSent from my iPhone", "Fine."],
  ["Va bene.\n\nInviato da iPhone", "Va bene."],
  ["Fine.\n\nBest regards,\nBob", "Fine."],
  [
    "Sent from my desk, which is much easier than from my phone.",
    "Sent from my desk, which is much easier than from my phone.",
  ],
  [
    "Run this:\n```\n-- comment\n--\nselect 1\n```\nand tell me.",
    "Run this:\n```\n-- comment\n--\nselect 1\n```\nand tell me.",
  ],
])("[D2] a signature is cut and code is not: %j", (text, expected) => {
  expect(visibleText(text)).toBe(expected);
});

test("[D2] an answer under the quotation stands alone", () => {
  expect(visibleText("On 5 Mar 2024 09:12, Ada wrote:\n\n> Does it work?\n\nYes.")).toBe("Yes.");
});

test("[D2] answers between quoted lines keep what they answer", () => {
  const text = "On 5 Mar 2024 09:12, Ada wrote:\n> Does it work?\n\nYes.\n\n> And the other one?\n\nNo.\n\n> Thanks\n";
  expect(visibleText(text)).toBe("> Does it work?\n\nYes.\n\n> And the other one?\n\nNo.");
});

const QUOTE = "On Fri, 30 Oct 2026 at 10:05, Support <s@desk.example> wrote:\n> Old";

test.each([
  ["an answer under the quotation, over a signature", `${QUOTE}\n\nBelow.\n\nRegards\nPia`, "Below."],
  ["an answer over more quotation", `${QUOTE}\nFirst.\n> Old two\n> Old three`, "> Old\nFirst."],
  ["an answer in history without marks", "On Fri, 30 Oct 2026, Ada <a@b.example> wrote:\nOld\n\nMine", null],
  ["an answer in a message below Outlook's line", "-----Original Message-----\nFrom: Ada\n\nOld\n\nMine", null],
  ["quotation over a signature", "Mine\n\n> Old\n> Old\n\n-- \nPia", "Mine"],
  ["a closing over quotation", "Mine\n\nBest regards,\nPia\n\n> Old\n> Old\n", "Mine"],
  ["text under a line of underscores", "First.\n______________\nThe second part is what matters to me.", null],
  ["text under a line of hyphens", "Faults:\n---\nThe first pole is broken and so is the other.", null],
  ["text between dashes", "One.\n—\nTwo has more words than a name has.", null],
  ["a name under underscores", "First.\n______________\nPia Probe\nExample Ltd.\n+49 30 1234567", "First."],
  [
    "a list's footer",
    "First.\n______________\ntents mailing list\ntents@lists.example\nYou are on it since 2020.",
    "First.",
  ],
  ["a name under a dash", "First.\n—\nPia", "First."],
  [
    "a body that looks like a header",
    "Please book:\n\nFrom: Berlin\nTo: Rome\nDate: 5 Nov 2026 10:30\n\nThanks, window seat.",
    null,
  ],
  ["… in German", "Von: Berlin\nAn: Rom\nDatum: 5.11.2026\n\nDanke.", null],
  [
    "a header that the sender's program wrote",
    "OK\n\nDa: Ada\nInviato: martedì 5 marzo 2024 09:12\nA: Bob\nOggetto: x\n\nOld",
    "OK",
  ],
  ["a quoted header", "OK\n\n> From: a@b.example\n> Sent: Friday\n> To: Pia\n> Subject: x\n>\n> Old", "OK"],
] as const)("[D2] what the sender wrote is found: %s", (_name, text, expected) => {
  expect(visibleText(text)).toBe(expected ?? text);
});

test.each([
  "PS: order 4711",
  "P.S. order 4711",
  "P. S.: order 4711",
  "ps. it is the blue one",
  "P.P.S.: order 4711",
  "P.D.: pedido 4711",
  "NB: order 4711",
  "Nachtrag: Bestellung 4711",
  "З.Ы. заказ 4711",
  "Υ.Γ. παραγγελία 4711",
  "追伸：注文 4711",
  "Could you also send me the invoice?",
  "Übrigens: die Nummer ist 4711.",
  "One more thing, the order is 4711.",
])("[D2] what is added under a signature stays: %j", (addition) => {
  for (const signature of ["Best regards\nPia", "-- \nPia Probe\nExample Ltd.", "Sent from my iPhone"])
    expect(visibleText(`It leaks.\n\n${signature}\n\n${addition}\n\n${QUOTE}`)).toBe(`It leaks.\n\n${addition}`);
});

test("[D2] an addition's own signature goes", () => {
  const text = "It leaks.\n\nBest regards\nPia\n\nPS: order 4711\n\n-- \nPia Probe\nExample Ltd.";
  expect(visibleText(text)).toBe("It leaks.\n\nPS: order 4711");
});

test.each(["PSI Ltd., Berlin", "NSB Bank", "Nbg. 4711", "PS4 team", "Psy Support"])(
  "[D2] a signature's line %j is no addition",
  (line) => {
    expect(visibleText(`It leaks.\n\nBest regards\nPia\n${line}`)).toBe("It leaks.");
  },
);

test("[D2] prose with colons, dates and the word wrote is no history", () => {
  const text =
    "As I wrote before: nothing changed.\nFrom: the start it was slow.\nSee 2024-03-05 12:30: it failed.\n> not quoted by anyone\nBye";
  expect(visibleText(text)).toBe(text);
});

test("[D5] nothing of a forward is cut", () => {
  const text =
    "See below.\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.com>\nDate: Tue, Mar 5, 2024 at 9:12 AM\nSubject: Question\nTo: Bob\n\nDoes it work?\n--\nAda";
  expect(visibleText(text, { forwarded: true })).toBe(text);
  expect(visibleText(text)).toBe(text);
});

test("[D2] a message of quotation alone says nothing new", () => {
  expect(visibleText("> one\n> two\n")).toBe("");
});

test("[H6] whatever the text, the cut adds nothing and ends", () => {
  const line = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      ...heads.flatMap((head) => head.split("\n")),
      "> quoted",
      "",
      "-- ",
      "From: a@b.c",
      "Sent: today",
      "To: x",
      "wrote:",
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const text = lines.join("\n");
      const given = text.split(/\r\n|\r|\n/u).map((entry) => entry.replace(/^\uFEFF/u, ""));
      // Whole lines, or what stands before an attribution in one.
      expect(
        visibleText(text)
          .split("\n")
          .every((entry) => given.some((whole) => whole.startsWith(entry))),
      ).toBe(true);
    }),
  );
});

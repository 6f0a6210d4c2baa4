import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ParsedMail } from "#shared/model/mail.ts";
import { contentOf } from "#main/demo/mail/attachments.ts";
import { drawPicture } from "#main/demo/mail/picture.ts";
import { writeMail, type MailIds } from "#main/demo/mail/write-mail.ts";
import type { DemoMail } from "#main/demo/plan/demo-event.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

const AT = Date.UTC(2026, 4, 3, 8, 15, 30);
const PARENT = {
  messageId: "parent@altavia-outdoor.example",
  references: ["root@posta.example"],
  dateEpochMs: AT - 60_000,
};
const FIRST: MailIds = { messageId: "t1.1@posta.example", parent: null };
const REPLY: MailIds = { messageId: "t1.3@posta.example", parent: PARENT };

const MAIL: DemoMail = {
  kind: "person",
  from: { name: "Niccolò D'Agostino", address: "niccolo@posta.example" },
  channel: "support",
  subject:
    "Perché non è arrivato lo zaino? 🎒 Ordine 4711 fermo da dodici giorni, e domani partiamo per le Dolomiti con tutta la famiglia",
  parent: null,
  text: "Buongiorno,\n\n= è già il terzo messaggio = e la riga è così lunga che il programma di posta la deve spezzare in più pezzi 🙃 \n.\n\nGrazie\nNiccolò",
  quote: null,
  program: "plain",
  company: "",
  attachments: [],
};

async function read(mail: DemoMail, ids: MailIds): Promise<ParsedMail> {
  const result = await parseMail(writeMail(mail, ids, AT), { ownAddresses: ["support@altavia-outdoor.example"] });
  if (result.kind !== "parsed") throw new Error(`set aside: ${result.explanation}`);
  return result.mail;
}

describe("a demo mail, read back", () => {
  it("says what it was to say", async () => {
    const { messageId, inReplyTo, references, subject, from, to, dateEpochMs, text, html, problems } = await read(
      MAIL,
      FIRST,
    );
    expect({ messageId, inReplyTo, references, subject, from, to, dateEpochMs, html, problems }).toEqual({
      messageId: FIRST.messageId,
      inReplyTo: [],
      references: [],
      subject: MAIL.subject,
      from: [MAIL.from],
      to: [{ name: "Altavia Outdoor Customer care", address: "support@altavia-outdoor.example" }],
      dateEpochMs: AT,
      html: null,
      problems: [],
    });
    expect(text.trim()).toBe(MAIL.text);
  });

  it("keeps a long subject of plain letters whole", async () => {
    const subject =
      "Order of 60 pieces for the mountain school, delivery before the season, please confirm availability, prices and terms";
    expect((await read({ ...MAIL, subject }, FIRST)).subject).toBe(subject);
  });

  it("answers its parent and quotes it, so that only the new text shows", async () => {
    const quote = { heading: "On {date}, Giulia Ferrari wrote:", text: "Hello Niccolò,\n\nit is on its way." };
    const mail = await read({ ...MAIL, text: "Thank you!", quote, parent: "t1.2" }, REPLY);
    expect({ inReplyTo: mail.inReplyTo, references: mail.references, visibleText: mail.visibleText.trim() }).toEqual({
      inReplyTo: [PARENT.messageId],
      references: [...PARENT.references, PARENT.messageId],
      visibleText: "Thank you!",
    });
    expect(mail.text).toContain("On 3/5/2026 08:14, Giulia Ferrari wrote:\n\n> Hello Niccolò,\n>\n> it is on its way.");
  });

  it.each(["webmail", "office", "phone"] as const)("comes with HTML from %s, its text escaped", async (program) => {
    const { html, text } = await read({ ...MAIL, program, company: "Rifugio <Bianchi>", text: '1 < 2 & "3"' }, FIRST);
    expect(html).toContain("1 &lt; 2 &amp; &quot;3&quot;");
    expect(html).not.toContain("<Bianchi>");
    expect(text.trim()).toBe('1 < 2 & "3"');
  });

  it("brings its files unchanged", async () => {
    const attachments = [
      { kind: "photo", name: "IMG_1.png", seed: 4 },
      { kind: "document", name: "purchase order (signed).pdf", seed: 5 },
      { kind: "table", name: "order.csv", seed: 6 },
      { kind: "track", name: "tour.gpx", seed: 7 },
    ] as const;
    const mail = await read({ ...MAIL, attachments, program: "webmail" }, FIRST);
    expect(mail.attachments.map(({ name, contentType }) => [name, contentType])).toEqual([
      ["IMG_1.png", "image/png"],
      ["purchase order (signed).pdf", "application/pdf"],
      ["order.csv", "text/csv"],
      ["tour.gpx", "application/gpx+xml"],
    ]);
    expect(mail.attachments.map(({ content }) => Buffer.from(content))).toEqual(
      attachments.map((file) => Buffer.from(contentOf(file))),
    );
  });

  it("[D7] is known for automatic where it is", async () => {
    const classes = await Promise.all(
      (["person", "auto-reply", "bounce", "newsletter", "notice"] as const).map(async (kind) => {
        const { classification } = await read({ ...MAIL, kind, parent: "t1.2" }, REPLY);
        const { automatic, autoReply, bounce, list } = classification;
        return [kind, { automatic, autoReply, bounce, list }];
      }),
    );
    expect(Object.fromEntries(classes)).toEqual({
      person: { automatic: false, autoReply: false, bounce: false, list: false },
      "auto-reply": { automatic: true, autoReply: true, bounce: false, list: false },
      bounce: { automatic: true, autoReply: false, bounce: true, list: false },
      newsletter: { automatic: true, autoReply: false, bounce: false, list: true },
      notice: { automatic: true, autoReply: false, bounce: false, list: true },
    });
  });

  it("[D7] a bounce names whom it is about and what could not be delivered", async () => {
    const { bounceDetails, from } = await read({ ...MAIL, kind: "bounce", parent: "t1.2" }, REPLY);
    expect({ bounceDetails, from }).toEqual({
      bounceDetails: {
        recipients: [{ address: "niccolo@posta.example", status: "5.1.1", hard: true }],
        originalMessageId: PARENT.messageId,
      },
      from: [{ name: "Mail Delivery System", address: "mailer-daemon@posta.example" }],
    });
  });
});

describe("demo files", () => {
  it("a photo is a whole PNG of its size", () => {
    const png = Buffer.from(drawPicture(9));
    expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    const dataLength = png.readUInt32BE(33);
    expect(png.toString("latin1", 37, 41)).toBe("IDAT");
    expect(inflateSync(png.subarray(41, 41 + dataLength)).length).toBe(240 * (1 + 320 * 3));
    expect(png.toString("latin1", png.length - 8, png.length - 4)).toBe("IEND");
    expect(Buffer.from(drawPicture(9))).toEqual(png);
  });

  it("a document's table tells where its objects are", () => {
    const pdf = Buffer.from(contentOf({ kind: "document", name: "x.pdf", seed: 1 })).toString("latin1");
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gmu)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset) => pdf.slice(offset, offset + 7))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
    );
    expect(pdf.slice(Number(/startxref\n(\d+)/u.exec(pdf)?.[1])).startsWith("xref")).toBe(true);
  });
});

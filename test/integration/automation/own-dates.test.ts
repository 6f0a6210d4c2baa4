import { afterEach, beforeEach, expect, test } from "vitest";
import { HOUR_MS, openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

test("[F2] a date of the desk's own fires at its moment, whether it was there before the workflow or came after", async () => {
  const end = await desk.mail.client.properties.create({ name: "Contract end", type: "date" });
  const [before, after] = [
    await desk.receive({ messageId: "first@example.com" }),
    await desk.receive({ messageId: "second@example.com" }),
  ];
  const { tickets } = desk.mail.client;
  // Noon of the day after tomorrow, in UTC.
  const day = Date.UTC(2026, 4, 6, 3);
  await tickets.update({ id: before, values: { [end.id]: day } });
  await desk.workflow({
    triggers: [
      {
        id: "t1",
        type: "date-reached",
        property: end.id,
        offset: { duration: { amount: 1, unit: "days" }, direction: "before" },
        businessHours: false,
      },
    ],
  });
  await tickets.update({ id: after, values: { [end.id]: day } });
  const tags = async () => [(await tickets.get({ id: before })).tags, (await tickets.get({ id: after })).tags];
  await desk.pass(26 * HOUR_MS);
  const early = await tags();
  await desk.pass(HOUR_MS);
  expect([early, await tags()]).toEqual([
    [[], []],
    [["seen"], ["seen"]],
  ]);
});

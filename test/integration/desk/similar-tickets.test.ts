import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { refusalOf } from "../automation/manage-fixture.ts";
import { openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

async function request(name: string, subject: string, text: string): Promise<TicketId> {
  const { ticketId } = await desk.receive({ messageId: `${name}@example.com`, subject, text });
  return TicketId.parse(ticketId);
}

async function solved(name: string, subject: string, text: string, answer: string): Promise<TicketId> {
  const id = await request(name, subject, text);
  await desk.client.tickets.reply({ id, text: answer });
  await desk.client.tickets.move({ id, stageId: STAGES.closed });
  return id;
}

describe("similar solved tickets", () => {
  test("are the closed ones that share the rare words, with the answer that was given", async () => {
    const printer = await solved(
      "one",
      "Printer XJ500 shows error",
      "The XJ500 jams since the firmware update.",
      "Please install firmware 2.1.",
    );
    await solved("two", "Invoice", "Please send me the invoice for the order since it is missing.", "Here it is.");
    await request("three", "Printer XJ500 is loud", "Firmware makes the XJ500 loud.");
    const asked = await request("four", "My printer jams", "Since the last firmware my XJ500 jams all the time.");
    const { items } = await desk.client.tickets.similar({ id: asked });
    expect(items.map(({ id, answer }) => [id, answer?.text])).toEqual([[printer, "Please install firmware 2.1."]]);
  });

  test("are none for a request that says nothing others said, and for one that is not there", async () => {
    await solved("one", "Boots", "They leak.", "We send new ones.");
    const asked = await request("two", "Umbrella", "Broken handle.");
    expect([
      (await desk.client.tickets.similar({ id: asked })).items,
      (await refusalOf(desk.client.tickets.similar({ id: TicketId.parse("gone") })))[0],
    ]).toEqual([[], "PD_DESK_NOT_FOUND"]);
  });
});

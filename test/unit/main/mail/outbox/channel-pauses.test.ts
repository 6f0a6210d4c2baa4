import { expect, test } from "vitest";
import { ChannelId } from "#shared/model/ids.ts";
import type { ConnectFailureCode } from "#shared/model/mail-channel.ts";
import { createChannelPauses } from "#main/mail/outbox/channel-pauses.ts";

const ID = ChannelId.parse("ch_1");
const OTHER = ChannelId.parse("ch_2");
const SECOND_MS = 1000;
const failed = (code: ConnectFailureCode) => ({ code, detail: "", certificate: null });

test("[H1] while a server can't be reached the pauses grow to ten minutes; other channels go on; success ends them", () => {
  const pauses = createChannelPauses(() => 0);
  const seconds = Array.from({ length: 8 }, () => pauses.pause(ID, failed("offline"), 0) / SECOND_MS);
  expect([seconds, pauses.until(OTHER)]).toEqual([[15, 30, 60, 120, 300, 600, 600, 600], 0]);
  pauses.clear(ID);
  expect([pauses.until(ID), pauses.pause(ID, failed("dns"), 0)]).toEqual([0, 15 * SECOND_MS]);
  pauses.clearAll();
  expect(pauses.until(ID)).toBe(0);
});

test("[B1] what only a person can mend is tried again rarely", () => {
  const pauses = createChannelPauses(() => 0);
  const codes = ["auth", "certificate-expired", "secret-missing"] as const;
  expect(codes.map((code) => pauses.pause(ID, failed(code), 0) / SECOND_MS)).toEqual([1800, 1800, 1800]);
});

test("chance lengthens a pause by a fifth at most", () => {
  expect(createChannelPauses(() => 0.999_999).pause(ID, failed("offline"), 0)).toBe(18 * SECOND_MS);
});

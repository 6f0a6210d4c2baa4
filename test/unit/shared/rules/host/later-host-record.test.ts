import { expect, test } from "vitest";
import { HostRecord } from "#shared/model/setup/host-record.ts";
import { laterHostRecord } from "#shared/rules/host/later-host-record.ts";

const record = (hostId: string, fence: number, atEpochMs = 1) =>
  HostRecord.parse({ id: "host-record", kind: "host-record", hostId, fence, atEpochMs, stamps: {} });

test("[H2] of two records the larger number says who is the host, and everybody decides alike", () => {
  const all = [record("server", 1), record("anna", 2), record("ben", 2), record("ben", 2, 2), record("server", 3)];
  for (const one of all)
    for (const other of all) {
      expect(laterHostRecord(one, other)).toEqual(laterHostRecord(other, one));
      for (const third of all)
        expect(laterHostRecord(laterHostRecord(one, other), third)).toEqual(
          laterHostRecord(one, laterHostRecord(other, third)),
        );
    }
  expect(all.reduce(laterHostRecord)).toEqual(record("server", 3));
});

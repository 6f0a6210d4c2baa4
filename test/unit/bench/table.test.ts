import { expect, test } from "vitest";
import { tableOf } from "../../bench/table.ts";

test("the bench table is aligned, with figures to the right and missed budgets in capitals", () => {
  const table = tableOf([
    {
      name: "insert 10 000 documents",
      value: 45678.9,
      unit: "documents/s",
      peer: "node:sqlite",
      peerValue: 91357.8,
      ratio: 0.5,
      budget: "≥ 0.4 × peer",
      met: true,
    },
    {
      name: "newest 50",
      value: 1.23456,
      unit: "ms",
      peer: "",
      peerValue: null,
      ratio: null,
      budget: "< 1 ms",
      met: false,
    },
    { name: "file size", value: 7, unit: "MB", peer: "", peerValue: null, ratio: null, budget: "", met: null },
  ]);
  expect(table).toBe(
    [
      "name                    |  value | unit        | peer        | peer value | ratio | budget       | met",
      "------------------------|--------|-------------|-------------|------------|-------|--------------|----",
      "insert 10 000 documents | 45 679 | documents/s | node:sqlite |     91 358 |  0.50 | ≥ 0.4 × peer | yes",
      "newest 50               |   1.23 | ms          |             |            |       | < 1 ms       | NO",
      "file size               |      7 | MB          |             |            |       |              |",
    ].join("\n"),
  );
});

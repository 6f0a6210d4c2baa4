import { expect, test } from "vitest";
import { uniqueTags } from "#shared/rules/unique-tags.ts";

test("[F5] tags that differ in case only are one, spelled as the first", () => {
  expect(uniqueTags(["VIP", "boots", "vip", "Boots ", "ÄRGER", "ärger", "a\u0308rger"])).toEqual([
    "VIP",
    "boots",
    "ÄRGER",
  ]);
});

import { expect, test } from "vitest";
import { UserId } from "#shared/model/ids.ts";
import { mentionsIn } from "#shared/rules/mentions.ts";

const users = ["Ada", "Ada Lovelace", "Øyvind", "李雷"].map((name) => ({ id: UserId.parse(name), name }));
const named = (text: string) =>
  mentionsIn(text, users).map(({ userId, start, end }) => [userId, text.slice(start, end)]);

test.each([
  ["@ada lovelace, please", [["Ada Lovelace", "@ada lovelace"]]],
  ["ask @Ada.", [["Ada", "@Ada"]]],
  [
    "(@Øyvind) and @李雷 too",
    [
      ["Øyvind", "@Øyvind"],
      ["李雷", "@李雷"],
    ],
  ],
  ["ada@Ada.example, @Adam, @ Ada, @nobody", []],
])("%s", (text, expected) => {
  expect(named(text)).toEqual(expected);
});

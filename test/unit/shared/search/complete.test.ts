import { expect, test } from "vitest";
import { completed, completionsAt, type KnownValues } from "#shared/search/complete.ts";

const KNOWN: KnownValues = { status: ["New", "Waiting on us", "Waiting on contact"], owner: ["Ada Lind", "Otto"] };

/** `|` is the cursor. */
function offered(marked: string, language: "en" | "it" = "en"): string[] {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  return completionsAt(text, cursor, language, KNOWN).map((one) => {
    const done = completed(text, one);
    return `${done.text.slice(0, done.cursor)}|${done.text.slice(done.cursor)}`;
  });
}

test("operators are completed by their beginning, in the language of the person", () => {
  expect(offered("-pri|")).toEqual(["-priority:|"]);
  expect(offered("refund st|")).toEqual(["refund status:|"]);
  expect(offered("st|", "it")).toEqual(["stato:|"]);
  expect([offered("s|"), offered('"st|'), offered("st| "), offered("sta|tus"), offered("|")]).toEqual([
    [],
    [],
    ["status:| "],
    [],
    [],
  ]);
});

test("values are completed by a beginning of theirs, in quotes where they need them", () => {
  expect(offered("status:wai|")).toEqual(['status:"Waiting on us" |', 'status:"Waiting on contact" |']);
  expect(offered("status:cont| refund")).toEqual(['status:"Waiting on contact"| refund']);
  expect(offered('status:"Waiting on u|"')).toEqual(['status:"Waiting on us" |']);
  expect(offered("status:New,|")).toEqual(
    ["open", "closed", "New", '"Waiting on us"', '"Waiting on contact"'].map((name) => `status:New,${name} |`),
  );
  expect(offered("owner:|")).toEqual(["owner:me |", "owner:none |", 'owner:"Ada Lind" |', "owner:Otto |"]);
  expect(offered("stato:|", "it").slice(0, 2)).toEqual(["stato:aperti |", "stato:chiusi |"]);
  expect([offered("owner:me|"), offered("own|er:me")]).toEqual([[], []]);
});

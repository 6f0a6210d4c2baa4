import { expect, test } from "vitest";
import { parseQuery, type QueryPart } from "#shared/search/parse-query.ts";

const told = (text: string) => parseQuery(text).map((part) => tell(part));

function tell(part: QueryPart): string {
  const not = part.isNot ? "-" : "";
  if (part.kind === "operator")
    return `${not}${part.operator}=${part.values.map((value) => (value.isQuoted ? `"${value.text}"` : value.text)).join("|")}`;
  return `${not}${part.isPhrase ? `"${part.text}"` : part.text}${part.unknownOperator === undefined ? "" : " ?"}`;
}

test("words, phrases, operators, each with or without a minus", () => {
  expect(told('status:open -tag:refund "hot water" -bob from:anna,"Eva Lang" e-mail')).toEqual([
    "status=open",
    "-tag=refund",
    '"hot water"',
    "-bob",
    'from=anna|"Eva Lang"',
    "e-mail",
  ]);
});

test("Italian names and other words for an operator are the same operator", () => {
  expect(told("stato:aperti PRIORITÀ:alta da:anna fase:nuovo È:scaduto since:7d")).toEqual([
    "status=aperti",
    "priority=alta",
    "from=anna",
    "status=nuovo",
    "is=scaduto",
    "after=7d",
  ]);
});

test("what is half typed is a question all the same", () => {
  expect(told('status: "hot wat')).toEqual(["status=", '"hot wat"']);
  expect(told('owner:"Eva La')).toEqual(['owner="Eva La"']);
  expect(told('- "" owner:"" " ')).toEqual(["-", "owner="]);
  expect(told("--x tag:a,,b,")).toEqual(["--x", "tag=a|b"]);
});

test("an operator that does not exist is words, and told; an address, a time or a prefix of a subject is none", () => {
  expect(told("sttaus:open https://example.com/a:b 10:30 Re: parcel std::map")).toEqual([
    "sttaus:open ?",
    "https://example.com/a:b",
    "10:30",
    "Re:",
    "parcel",
    "std::map",
  ]);
});

test("each part knows where it stands, its minus and its quotes included", () => {
  const text = ' -tag:"no one",x  "a b" c';
  expect(parseQuery(text).map(({ start, end }) => text.slice(start, end))).toEqual(['-tag:"no one",x', '"a b"', "c"]);
  const [part] = parseQuery(text);
  expect(part?.kind === "operator" ? part.values.map(({ start, end }) => text.slice(start, end)) : []).toEqual([
    "no one",
    "x",
  ]);
});

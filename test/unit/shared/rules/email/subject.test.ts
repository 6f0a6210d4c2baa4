import { expect, test } from "vitest";

import { isForwardSubject, isReplySubject, subjectPrefixes } from "#shared/rules/email/subject.ts";

test.each([
  ["Re: Hello", ["reply"]],
  ["RE: AW: Re[2]: SV:  Hello   there ", ["reply", "reply", "reply", "reply"]],
  ["R: I: Fattura 12", ["reply", "forward"]],
  ["回复：你好", ["reply"]],
  ["Antw: [EXTERNAL] Re: Frage", ["reply", "reply"]],
  ["Re^3: x", ["reply"]],
  ["[Fwd: Old Mozilla]", ["forward"]],
  ["Rebate: 20 %", []],
  ["Invoice: 12", []],
  ["", []],
])("[D5] the subject %j has the prefixes %j", (subject, expected) => {
  expect(subjectPrefixes(subject)).toEqual(expected);
});

test("[D5] forward prefixes of many languages are told from reply prefixes", () => {
  const forwards = [
    "Fwd: x",
    "FW: x",
    "WG: x",
    "TR: x",
    "RV: x",
    "I: x",
    "ENC: x",
    "PD: x",
    "VB: x",
    "Doorst: x",
    "转发: x",
    "İLT: x",
    "[EXTERNAL] FW: x",
  ];
  const replies = ["Re: x", "AW: x", "SV: x", "R: x", "Odp: x", "Ynt: x", "回复: x", "Re: Fwd: x"];
  expect(forwards.filter((subject) => !isForwardSubject(subject))).toEqual([]);
  expect(replies.filter((subject) => !isReplySubject(subject))).toEqual([]);
});

test("[D5] VS: is an answer in Finnish and a forward in Danish: neither is claimed", () => {
  expect(subjectPrefixes("VS: x")).toEqual(["ambiguous"]);
});

test("[H6] a megabyte of prefixes is not walked", () => {
  expect(subjectPrefixes("Re: ".repeat(300_000))).toHaveLength(30);
});

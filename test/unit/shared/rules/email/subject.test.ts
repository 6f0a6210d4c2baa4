import { expect, test } from "vitest";

import {
  isForwardSubject,
  isReplySubject,
  isReplyToForwardSubject,
  normaliseSubject,
  subjectPrefixes,
} from "#shared/rules/email/subject.ts";

test.each([
  ["Re: Hello", "Hello"],
  ["RE: AW: Re[2]: SV:  Hello   there ", "Hello there"],
  ["R: I: Fattura 12", "Fattura 12"],
  ["回复：你好", "你好"],
  ["Antw: [EXTERNAL] Re: Frage", "Frage"],
  ["Re^3: x", "x"],
  ["[Fwd: Old Mozilla]", "Old Mozilla"],
  ["Rebate: 20 %", "Rebate: 20 %"],
  ["Invoice: 12", "Invoice: 12"],
  ["", ""],
])("[D9] the subject %j is the thread %j", (subject, expected) => {
  expect(normaliseSubject(subject)).toBe(expected);
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
  expect([...forwards, ...replies].filter(isReplyToForwardSubject)).toEqual(["Re: Fwd: x"]);
});

test("[D5] VS: is an answer in Finnish and a forward in Danish: neither is claimed", () => {
  expect(subjectPrefixes("VS: x")).toEqual(["ambiguous"]);
});

test("[H6] a megabyte of prefixes is not walked", () => {
  expect(subjectPrefixes("Re: ".repeat(300_000))).toHaveLength(30);
});

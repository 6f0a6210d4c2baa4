import { expect, test } from "vitest";
import { domainOfMailbox, isSameMailbox } from "#shared/rules/email/mailbox-address.ts";

test.each([
  ["Pia@Example.ORG", "pia@example.org"],
  ["pia+tents@example.org", "pia@example.org"],
  ["pia@bücher.example", "pia@xn--bcher-kva.example"],
  ["pia@BÜCHER.example", "pia@bücher.example"],
])("[D9] %s and %s are one mailbox", (one, other) => {
  expect(isSameMailbox(one, other)).toBe(true);
});

test.each([
  ["pia@example.org", "pia@example.com"],
  ["pia@example.org", "pi.a@example.org"],
  ["+a@example.org", "+b@example.org"],
  ["pia@example.org", ""],
])("[D9] %s and %s are two", (one, other) => {
  expect(isSameMailbox(one, other)).toBe(false);
});

test("what is no domain stays as it is", () => {
  expect([domainOfMailbox("a@[127.0.0.1"), domainOfMailbox("nobody"), domainOfMailbox("a@b@C.example")]).toEqual([
    "[127.0.0.1",
    "",
    "c.example",
  ]);
});

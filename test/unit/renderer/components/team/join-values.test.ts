import { expect, test } from "vitest";
import { closedSince, credentialsOf, type LookedUp } from "#renderer/components/team/join-values.ts";

const at = (text: string) => Date.parse(text);
const EMPTY = { address: "", password: "", code: "", name: "" };
const SERVER: LookedUp = { serverUrl: "https://desk.example" };

function byLink(purpose: NonNullable<LookedUp["link"]>["purpose"]): LookedUp {
  return { ...SERVER, link: { token: "secret", purpose, deskName: "Boots", name: "Bo", address: "bo@desk.example" } };
}

test("closed tickets come along from so many months ago by the calendar, the last day of a shorter month included", () => {
  const now = at("2026-05-31T10:00:00Z");
  expect([closedSince(null, now), closedSince(3, now), closedSince(6, now), closedSince(12, now)]).toEqual([
    null,
    at("2026-02-28T10:00:00Z"),
    at("2025-11-30T10:00:00Z"),
    at("2025-05-31T10:00:00Z"),
  ]);
});

test("who joins by password is asked for address and password, and for the code once the server wants it", () => {
  const filled = { ...EMPTY, address: " bo@desk.example ", password: "seven green elephants" };
  expect(credentialsOf(SERVER, { ...filled, password: "" }, false)).toBeNull();
  expect(credentialsOf(SERVER, { ...filled, address: " " }, false)).toBeNull();
  const sent = { by: "password", address: "bo@desk.example", password: "seven green elephants" };
  expect(credentialsOf(SERVER, { ...filled, code: "1" }, false)).toEqual(sent);
  expect(credentialsOf(SERVER, filled, true)).toBeNull();
  expect(credentialsOf(SERVER, { ...filled, code: "123456 " }, true)).toEqual({ ...sent, code: "123456" });
});

test("a link for a machine proves by itself who joins; an invitation wants a name and a password", () => {
  expect(credentialsOf(byLink("join"), EMPTY, false)).toEqual({ by: "link", token: "secret" });
  const filled = { ...EMPTY, name: " Bo ", password: "seven green elephants" };
  expect(credentialsOf(byLink("invitation"), { ...filled, name: " " }, false)).toBeNull();
  expect(credentialsOf(byLink("invitation"), filled, false)).toEqual({
    by: "link",
    token: "secret",
    name: "Bo",
    password: "seven green elephants",
  });
  expect(credentialsOf(byLink("reset"), filled, false)).toBeNull();
});

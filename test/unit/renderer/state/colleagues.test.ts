import { expect, test } from "vitest";
import { presentAt } from "#renderer/state/colleagues.ts";
import { TicketId, UserId } from "#shared/model/ids.ts";

const [ADA, BO] = [UserId.parse("u_ada"), UserId.parse("u_bo")];
const [HERE, ELSEWHERE] = [TicketId.parse("t1"), TicketId.parse("t2")];
const USERS = [
  { id: ADA, name: "Ada" },
  { id: BO, name: "Bo" },
];

test("who is at a ticket stands there once, writing where one of their windows writes", () => {
  const colleagues = [
    { userId: BO, ticketId: HERE, isTyping: false },
    { userId: ADA, ticketId: ELSEWHERE, isTyping: true },
    { userId: BO, ticketId: HERE, isTyping: true },
    { userId: BO, ticketId: HERE, isTyping: false },
  ];
  expect(presentAt(colleagues, HERE, USERS)).toEqual([{ userId: BO, name: "Bo", isTyping: true }]);
});

test("nobody stands at a ticket whom this desk doesn't know yet", () => {
  const colleagues = [{ userId: UserId.parse("u_new"), ticketId: HERE, isTyping: false }];
  expect(presentAt(colleagues, HERE, USERS)).toEqual([]);
});

import { expect, test } from "vitest";
import { idsInAnswer } from "#main/mail/smtp/server-ids.ts";

const envelope = { from: "help@desk.example", to: ["anna@example.com"] };

test.each<[string, string, readonly string[]]>([
  [
    "Amazon SES",
    "250 Ok 0100018b5c3c0a4f-5a3f2c1e-0b9d-4a57-8c61-7e2f9d1b3c55-000000",
    ["0100018b5c3c0a4f-5a3f2c1e-0b9d-4a57-8c61-7e2f9d1b3c55-000000"],
  ],
  [
    "Exchange",
    "250 2.6.0 <AB12@EX1.corp.example> [InternalId=12, Hostname=EX1.corp.example] Queued mail for delivery",
    ["AB12@EX1.corp.example"],
  ],
  [
    "Outlook",
    "250 2.0.0 OK <VI1PR0@VI1PR0.eurprd01.prod.outlook.com> [Hostname=VI1PR0.eurprd01.prod.outlook.com]",
    ["VI1PR0@VI1PR0.eurprd01.prod.outlook.com"],
  ],
  ["several lines", "250-2.0.0 Accepted\n250 2.0.0 <new@relay.example>", ["new@relay.example"]],
  // Names of queues and of people are no ids of mails.
  ["Postfix", "250 2.0.0 Ok: queued as 4Z8xkq0yT9z1xYz", []],
  ["Exim", "250 OK id=1rDcvB-00AbCd-2K", []],
  ["Gmail", "250 2.0.0 OK  1700000000 d9443c01a7336-1cf123456789sm1234567plb.12 - gsmtp", []],
  ["sendmail", "250 2.0.0 3AT9cKxX012345 Message accepted for delivery", []],
  ["one that names people", "250 2.1.5 <anna@example.com> and <HELP@desk.example> Ok", []],
  ["nothing", "250 Great success", []],
])("%s: %s", (_server, response, ids) => {
  expect(idsInAnswer(response, envelope)).toEqual(ids);
});

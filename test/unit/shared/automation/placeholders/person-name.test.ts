import { expect, test } from "vitest";
import { firstNameOf, lastNameOf } from "#shared/automation/placeholders/person-name.ts";

test.each([
  ["Anna Rossi", "Anna", "Rossi"],
  ["Rossi, Anna", "Anna", "Rossi"],
  ["Dr. Anna Maria Rossi", "Anna", "Maria Rossi"],
  ["Anna", "Anna", null],
  ["  Anna \r\n Rossi ", "Anna", "Rossi"],
  ["Rossi,", "Rossi", null],
  ["anna@example.com", null, null],
  ["", null, null],
])("[F6] %j is %j, %j", (name, first, last) => {
  expect([firstNameOf(name), lastNameOf(name)]).toEqual([first, last]);
});

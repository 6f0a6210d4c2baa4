import { expect, test } from "vitest";
import { takeContacts } from "#renderer/features/contacts/contact-list.ts";
import type { ContactView } from "#shared/contract/views.ts";
import { PersonId } from "#shared/model/ids.ts";

function contact(name: string, change: Partial<ContactView> = {}): ContactView {
  const address = `${name.toLowerCase()}@example.com`;
  return {
    id: PersonId.parse(`p-${name}`),
    kind: "contact",
    name,
    address,
    addresses: [address],
    companyId: null,
    phone: "",
    notes: "",
    createdAtEpochMs: 1,
    lastMessageAtEpochMs: null,
    ...change,
  };
}

const [ada, carl, eve] = [contact("Ada"), contact("Carl"), contact("Eve")];
const namesOf = (
  changed: readonly ContactView[],
  listed: Partial<Parameters<typeof takeContacts>[2]> = {},
  items: readonly ContactView[] = [ada, carl],
) => takeContacts(items, changed, { asked: "", filter: "all", isComplete: true, ...listed }).map(({ name }) => name);

test("the list of contacts follows: changed ones as they are now, new ones by name, merged ones gone", () => {
  expect(namesOf([{ ...ada, name: "Zoe" }])).toEqual(["Carl", "Zoe"]);
  expect(namesOf([contact("Bea"), eve])).toEqual(["Ada", "Bea", "Carl", "Eve"]);
  expect(namesOf([{ ...carl, kind: "alias", standsForId: ada.id }])).toEqual(["Ada"]);
  expect(namesOf([contact("Bea", { kind: "alias", standsForId: ada.id })])).toEqual(["Ada", "Carl"]);
});

test("what belongs on a page yet to come is left to it", () => {
  expect(namesOf([contact("Bea"), eve], { isComplete: false })).toEqual(["Ada", "Bea", "Carl"]);
});

test("words and filter decide who comes in and who goes", () => {
  expect(namesOf([contact("Bea"), contact("Carla")], { asked: "carl" }, [carl])).toEqual(["Carl", "Carla"]);
  const bounced = { hardBounces: [{ address: "ada@example.com", atEpochMs: 1 }] };
  const one = contact("Bea", bounced);
  expect(namesOf([contact("Dan"), contact("Abe", bounced)], { filter: "bounced" }, [one])).toEqual(["Abe", "Bea"]);
  expect(namesOf([contact("Bea")], { filter: "bounced" }, [one])).toEqual([]);
});

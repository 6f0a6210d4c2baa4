import type { Random } from "../random.ts";
import type { Slots } from "../texts/fill.ts";
import type { Dialogue, TextPack } from "../texts/text-pack.ts";
import { DAY_MS, spokenDay } from "./calendar.ts";
import type { DemoContact } from "./cast.ts";
import { BOOT_SIZES, BOOTS, CARRIERS, COLOURS, JACKETS, OTHER_GEAR, PACKS, PLACES } from "./company.ts";

/** What fills the templates of one ticket: the same order, product and dates from its first mail to its last. */
export function slotsOf(
  contact: DemoContact,
  agentName: string,
  dialogue: Dialogue | null,
  atEpochMs: number,
  random: Random,
): Slots {
  const { language } = contact;
  const gear = {
    pack: random.pick(PACKS),
    jacket: random.pick(JACKETS),
    boots: bootsIn(language, random),
  };
  return {
    ...gear,
    product: productOf(dialogue, gear, random),
    size: random.pick(BOOT_SIZES),
    colour: random.pick(COLOURS[language]),
    order: `${random.integer(20, 99)}${random.integer(10_000, 99_999)}`,
    place: random.pick(PLACES),
    carrier: random.pick(CARRIERS),
    tracking: `${random.pick(["DX", "GL", "CV", "AP"])}${random.integer(100_000_000, 999_999_999)}IT`,
    amount: amountIn(language, random.integer(29, 480), random.integer(0, 9) * 10),
    days: String(random.integer(3, 12)),
    count: String(random.integer(2, 24) * 5),
    date: spokenDay(atEpochMs - random.integer(6, 30) * DAY_MS, language),
    soon: spokenDay(atEpochMs + random.integer(5, 24) * DAY_MS, language),
    first: contact.first,
    full: contact.name,
    address: contact.address,
    city: contact.city,
    company:
      contact.company === "" ? `${contact.last} ${random.pick(["Outdoor", "Sport", "Montagna"])}` : contact.company,
    agent: agentName.split(" ")[0] ?? agentName,
  };
}

/** What the dialogue calls by its kind is also what it means by `{product}`. */
function productOf(
  dialogue: Dialogue | null,
  gear: Record<"pack" | "jacket" | "boots", string>,
  random: Random,
): string {
  const text = dialogue === null ? "" : `${dialogue.subject} ${dialogue.ask}`;
  for (const kind of ["pack", "jacket", "boots"] as const) if (text.includes(`{${kind}}`)) return gear[kind];
  return random.pick([gear.pack, gear.jacket, random.pick(OTHER_GEAR), random.pick(OTHER_GEAR)]);
}

function bootsIn(language: TextPack["language"], random: Random): string {
  const name = random.pick(BOOTS);
  return language === "en" ? `${name} boots` : name;
}

function amountIn(language: TextPack["language"], euros: number, cents: number): string {
  const fraction = String(cents).padStart(2, "0");
  return language === "en" ? `€${euros}.${fraction}` : `${euros},${fraction} €`;
}

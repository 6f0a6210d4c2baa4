import type { Random } from "../random.ts";
import type { TextPack } from "../texts/text-pack.ts";

/** How a customer's mail program writes: which parts, which markup, how it quotes. */
export type MailProgram = "webmail" | "office" | "phone" | "plain";

export type DemoContact = {
  readonly first: string;
  readonly last: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly language: TextPack["language"];
  readonly program: MailProgram;
  /** '' for a private customer. */
  readonly company: string;
};

type Names = {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly cities: readonly string[];
};

const NAMES: Readonly<Record<TextPack["language"], Names>> = {
  en: {
    first: [
      "Emma",
      "Oliver",
      "Amelia",
      "Jack",
      "Isla",
      "Harry",
      "Priya",
      "Liam",
      "Niamh",
      "Callum",
      "Zoë",
      "Ethan",
      "Grace",
      "Mohammed",
      "Freya",
      "Rhys",
      "Siân",
      "Jackson",
      "Maeve",
      "Kwame",
      "Hannah",
      "Angus",
    ],
    last: [
      "Smith",
      "O'Connor",
      "MacDonald",
      "Patel",
      "Williams",
      "Thompson",
      "Fitzgerald",
      "Evans",
      "Clarke",
      "Nguyen",
      "Okafor",
      "Wright",
      "Baker-Holmes",
      "Campbell",
      "Hughes",
      "Sinclair",
      "Walker",
      "Featherstonehaugh",
    ],
    cities: [
      "Keswick",
      "Edinburgh",
      "Bristol",
      "Galway",
      "Sheffield",
      "Inverness",
      "Cardiff",
      "Leeds",
      "Denver",
      "Vancouver",
    ],
  },
  it: {
    first: [
      "Chiara",
      "Luca",
      "Francesca",
      "Matteo",
      "Niccolò",
      "Elena",
      "Davide",
      "Sara",
      "Giorgia",
      "Andrea",
      "Beatrice",
      "Paolo",
      "Martina",
      "Stefano",
      "Ilaria",
      "Giovanni",
      "Noemi",
      "Fabrizio",
      "Lucia",
      "Alessandro",
      "Mariachiara",
      "Walter",
    ],
    last: [
      "Rossi",
      "Bianchi",
      "D'Agostino",
      "De Luca",
      "Colombo",
      "Zanella",
      "Pedrotti",
      "Dal Molin",
      "Conti",
      "Moretti",
      "Gallo",
      "Fontana",
      "Sartori",
      "Bortolotti",
      "Ferrero",
      "Lo Presti",
      "Vianello",
      "Degli Esposti",
    ],
    cities: [
      "Trento",
      "Belluno",
      "Torino",
      "Bergamo",
      "Padova",
      "Bologna",
      "Lecco",
      "Sondrio",
      "Cuneo",
      "Verona",
      "Roma",
    ],
  },
  de: {
    first: [
      "Anna",
      "Maximilian",
      "Lena",
      "Jürgen",
      "Sophie",
      "Felix",
      "Käthe",
      "Florian",
      "Johanna",
      "Björn",
      "Marlene",
      "Tobias",
    ],
    last: [
      "Müller",
      "Schönfelder",
      "Huber",
      "Weiß",
      "Gruber",
      "Fischer",
      "von und zu Hohenwaldeck",
      "Steiner",
      "Krämer",
      "Lindner",
      "Oberhofer",
    ],
    cities: ["München", "Innsbruck", "Garmisch", "Freiburg", "Bozen", "Salzburg", "Zürich", "Leipzig"],
  },
  fr: {
    first: [
      "Camille",
      "Théo",
      "Léa",
      "Hugo",
      "Manon",
      "Jean-Baptiste",
      "Élodie",
      "Gaëlle",
      "Mathieu",
      "Inès",
      "Benoît",
    ],
    last: [
      "Martin",
      "Dubois",
      "Lefebvre",
      "Moreau",
      "Garnier",
      "Dufour",
      "de la Rochebrune",
      "Chevalier",
      "Perrin",
      "Blanc",
    ],
    cities: ["Chamonix", "Grenoble", "Lyon", "Annecy", "Genève", "Briançon", "Nantes"],
  },
};

/** The share of each language among the customers, in percent. */
const LANGUAGES = [
  { language: "en", weight: 44 },
  { language: "it", weight: 39 },
  { language: "de", weight: 10 },
  { language: "fr", weight: 7 },
] as const;

const PROGRAMS: readonly { readonly program: MailProgram; readonly weight: number }[] = [
  { program: "webmail", weight: 40 },
  { program: "phone", weight: 22 },
  { program: "office", weight: 18 },
  { program: "plain", weight: 20 },
];

const PRIVATE_DOMAINS = [
  "postbox.example",
  "mailo.example",
  "inbox-one.example",
  "posta.example",
  "webpost.example",
  "alpenmail.example",
  "courriel.example",
] as const;
const COMPANY_KINDS: Readonly<Record<TextPack["language"], readonly string[]>> = {
  en: ["{last} Outdoors Ltd", "{city} Mountain Shop", "{last} & {first} Guiding", "{city} Gear Co-op"],
  it: ["Rifugio {last}", "Sport {last} Snc", "CAI Sezione di {city}", "Guide Alpine {city}", "{last} Montagna Srl"],
  de: ["Bergschule {city}", "Sport {last} GmbH", "Alpenverein Sektion {city}", "{last} Bergsport KG"],
  fr: ["Bureau des guides de {city}", "{last} Montagne SARL", "Refuge {last}"],
};

/** One in so many customers is a trader. */
const TRADERS = 10;
/** Somebody with a name as long as names get: screens must bear it. */
const LONG_NAMES = [
  { first: "Maximiliane-Josephine", last: "von und zu Hohenwaldeck-Rottenfels" },
  { first: "María de la Concepción", last: "Fernández-Villaverde y Ortega del Castillo" },
] as const;

/** The customers, each with an address of their own. */
export function makeCast(count: number, random: Random): DemoContact[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const { language } = random.weighted(LANGUAGES);
    const names = NAMES[language];
    const long = random.chance(0.006) ? random.pick(LONG_NAMES) : null;
    const first = long?.first ?? random.pick(names.first);
    const last = long?.last ?? random.pick(names.last);
    const city = random.pick(names.cities);
    const company =
      index % TRADERS === 0
        ? random.pick(COMPANY_KINDS[language]).replace("{last}", last).replace("{first}", first).replace("{city}", city)
        : "";
    const domain = company === "" ? random.pick(PRIVATE_DOMAINS) : `${asciiOf(company)}.example`;
    const address = uniqueAddress(
      company === "" ? `${asciiOf(first)}.${asciiOf(last)}` : random.pick(["info", "office", asciiOf(first)]),
      domain,
      taken,
    );
    const { program } = random.weighted(PROGRAMS);
    return { first, last, name: `${first} ${last}`, address, city, language, program, company };
  });
}

function uniqueAddress(local: string, domain: string, taken: Set<string>): string {
  const numbered = (number: number) => `${local}${number === 1 ? "" : number}@${domain}`;
  let number = 1;
  while (taken.has(numbered(number))) number += 1;
  taken.add(numbered(number));
  return numbered(number);
}

function asciiOf(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll("ß", "ss")
    .replaceAll(/[^A-Za-z0-9]+/gu, (other) => (/\s/u.test(other) ? "-" : ""))
    .toLowerCase()
    .replaceAll(/^-+|-+$/gu, "");
}

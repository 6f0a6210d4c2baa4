import { describe, expect, it } from "vitest";
import { createRandom } from "#main/demo/random.ts";
import { makeCast } from "#main/demo/plan/cast.ts";
import { slotsOf } from "#main/demo/plan/slots.ts";
import { fill } from "#main/demo/texts/fill.ts";
import { PACKS_OF_TEXTS } from "#main/demo/texts/packs.ts";

describe("fill", () => {
  const random = createRandom(1);

  it("puts slots in and chooses, nested too", () => {
    expect(fill("{a}, {b}!", { a: "Hello", b: "you" }, random)).toBe("Hello, you!");
    const answers = new Set(Array.from({ length: 60 }, () => fill("{{a} one|two|}", { a: "the" }, random)));
    expect(answers).toEqual(new Set(["the one", "two", ""]));
  });

  it("refuses a slot that nobody gave", () => {
    expect(() => fill("{a}", {}, random)).toThrow(RangeError);
  });
});

describe.each(PACKS_OF_TEXTS.map((pack) => ({ pack, language: pack.language })))(
  "texts in $language",
  ({ pack, language }) => {
    const random = createRandom(5);
    const contact = makeCast(200, random).find((one) => one.language === language);
    if (contact === undefined) throw new Error(`nobody speaks ${language}`);

    it("fills every template, however the dice fall", () => {
      const general = [
        ...pack.greetings,
        ...pack.closings,
        ...pack.asides,
        ...pack.nudges,
        ...pack.thanks,
        ...pack.agentGreetings,
        ...pack.agentClosings,
        ...pack.holding,
        ...pack.fixes,
        ...pack.reopenings,
        ...pack.forwardIntros,
        ...pack.sideRemarks,
        ...pack.outOfOffice.flatMap(({ subject, body }) => [subject, body]),
        pack.quoteHeading,
      ];
      const ofTopics = pack.topics.flatMap(({ dialogues, details, notes }) => [
        ...dialogues.flatMap((dialogue) => Object.values(dialogue)),
        ...details,
        ...notes,
      ]);
      for (const template of [...general, ...ofTopics]) {
        for (let round = 0; round < 12; round += 1) {
          const slots = { ...slotsOf(contact, "Giulia Ferrari", null, 0, random), subject: "Hello", writer: "Anna" };
          expect(fill(template, slots, random), template).not.toMatch(/[{}|]|undefined/u);
        }
      }
    });

    it("has something to say to private customers and to traders", () => {
      const channels = new Set(pack.topics.map(({ channel }) => channel));
      expect(channels).toEqual(new Set(["support", "returns", "trade"]));
    });

    it("speaks all the time of the product that the dialogue is about", () => {
      const [topic] = pack.topics.filter(({ tags }) => tags.includes("repair"));
      const dialogue = topic?.dialogues.find(({ subject }) => subject.includes("{pack}"));
      if (dialogue === undefined) throw new Error("no dialogue about a pack");
      const slots = slotsOf(contact, "Giulia Ferrari", dialogue, 0, random);
      expect(slots["product"]).toBe(slots["pack"]);
    });
  },
);

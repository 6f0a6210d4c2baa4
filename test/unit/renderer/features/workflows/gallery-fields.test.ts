import { describe, expect, test } from "vitest";
import { GALLERY } from "#shared/automation/gallery/gallery.ts";
import type { GalleryDesk } from "#shared/automation/gallery/gallery-desk.ts";
import { GALLERY_KEYS } from "#shared/automation/gallery/names.ts";
import { GALLERY_TEXTS } from "#shared/automation/gallery/texts/texts.ts";
import { messages as en } from "#shared/i18n/en/index.ts";
import { PipelineId, StageId, UserId } from "#shared/model/ids.ts";
import {
  fieldOfParameter,
  initialValues,
  placeOfMistake,
  type GalleryParameter,
} from "#renderer/features/workflows/gallery/gallery-fields.ts";

const pipelineId = PipelineId.parse("pl");
const DESK: GalleryDesk = {
  pipeline: {
    id: pipelineId,
    stages: [
      { id: StageId.parse("s1"), name: "New", kind: "open", colour: "blue" },
      { id: StageId.parse("s2"), name: "Done", kind: "closed", colour: "green" },
    ],
  },
  users: [{ id: UserId.parse("u"), permissions: ["super-admin"] }],
  teams: [],
  mailTemplates: [],
  timeZone: "Europe/Rome",
};
const EMPTY_DESK: GalleryDesk = { ...DESK, pipeline: { id: pipelineId, stages: [] }, users: [] };
const TEXTS = GALLERY_TEXTS.en;

const parametersOf = (key: (typeof GALLERY_KEYS)[number], desk: GalleryDesk): GalleryParameter[] => {
  const defaults = GALLERY[key].defaultsFor(desk, TEXTS);
  return GALLERY[key].parameters.map((parameter) => ({ ...parameter, default: defaults[parameter.name] ?? null }));
};

describe("[F12] the form of a ready workflow", () => {
  test.each(GALLERY_KEYS)("%s has a word and an input for each of its places", (key) => {
    const parameters = parametersOf(key, DESK);
    expect(parameters.filter(({ name }) => !Object.hasOwn(en, `gallery.parameter.${name}`))).toEqual([]);
    const inputless = parameters.filter((parameter) => fieldOfParameter(parameter) === null);
    expect(inputless.filter(({ kind }) => kind !== "business-hours")).toEqual([]);
  });

  test.each(GALLERY_KEYS)("%s can be made as it is offered, but for what only the person knows", (key) => {
    const parameters = parametersOf(key, DESK);
    const built = GALLERY[key].build(DESK, TEXTS, initialValues(parameters));
    const asked = parameters.filter(({ default: offered }) => offered === null).map(({ name }) => `parameters.${name}`);
    expect(built.ok ? [] : built.issues.map(({ path }) => path)).toEqual(asked);
  });

  test.each(GALLERY_KEYS)("%s tells at its place what a desk with nothing lacks", (key) => {
    const parameters = parametersOf(key, EMPTY_DESK);
    const built = GALLERY[key].build(EMPTY_DESK, TEXTS, initialValues(parameters));
    const asked = parameters.filter(({ default: offered }) => offered === null).map(({ name }) => name);
    const told = built.ok ? [] : built.issues.map(({ path }) => path.split(".")[1] ?? "");
    expect(Array.from(new Set(told)).toSorted()).toEqual(asked.toSorted());
  });

  test("a schedule or a time zone that there is not is told before it is made", () => {
    const build = (given: object) => {
      const built = GALLERY["weekly-review"].build(DESK, TEXTS, { ...given });
      return built.ok ? "made" : built.issues.map(({ path }) => path);
    };
    expect([
      build({}),
      build({ at: "0 9 * * 8" }),
      build({ at: "every monday" }),
      build({ timeZone: "Mars/Olympus" }),
    ]).toEqual(["made", ["parameters.at"], ["parameters.at"], ["parameters.timeZone"]]);
  });

  test("a mistake in the definition is told at the place that it comes from", () => {
    const parameters = parametersOf("auto-close", DESK);
    expect([
      placeOfMistake("steps.0.mail.body", parameters),
      placeOfMistake("steps.1.arms.0.steps.2.stageId", parameters),
      placeOfMistake("steps.0.url", parametersOf("webhook-on-close", DESK)),
    ]).toEqual(["warning.body", null, "url"]);
  });
});

/** What the form of a ready workflow asks for: a field for each place, in the shape in which step panels ask for such a thing. Pure. */
import { z } from "zod";
import type { ParameterKind } from "#shared/automation/gallery/names.ts";
import { Duration } from "#shared/automation/steps/common.ts";
import { sendEmail } from "#shared/automation/steps/send-email.ts";
import { fieldsOf, type Field, type FieldShape } from "#renderer/components/workflow/form/fields.ts";

export type GalleryParameter = { readonly name: string; readonly kind: ParameterKind; readonly default: unknown };

/** Null for what has an input of its own: working hours. */
export function fieldOfParameter({ name, kind }: GalleryParameter): Field | null {
  const shape = shapeOf(kind);
  return shape === null ? null : { name, shape, isOptional: false, absent: undefined, initial: null };
}

function shapeOf(kind: ParameterKind): FieldShape | null {
  switch (kind) {
    case "duration":
    case "mail":
      return shapeOfSchema(kind === "mail" ? sendEmail.schema.shape.mail : Duration);
    case "stage":
      return { kind: "reference", of: "stage", extra: [] };
    case "stages":
      return { kind: "references", of: "stage" };
    case "people":
      return {
        kind: "group",
        fields: [
          { name: "userIds", shape: { kind: "references", of: "user" }, ...ALWAYS },
          { name: "teamIds", shape: { kind: "references", of: "team" }, ...ALWAYS },
        ],
      };
    case "words":
      return { kind: "words" };
    case "url":
    case "secret":
    case "cron":
    case "time-zone":
      return { kind: "text", isLong: false };
    case "business-hours":
      return null;
  }
}

const ALWAYS = { isOptional: false, absent: undefined, initial: [] } as const;

function shapeOfSchema(schema: z.ZodType): FieldShape | null {
  return fieldsOf(z.object({ of: schema }))[0]?.shape ?? null;
}

/** What stands in the form at first: what the desk offers, and where it has nothing an empty place to fill in. */
export function initialValues(parameters: readonly GalleryParameter[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    parameters.map(({ name, kind, default: offered }) => [name, offered ?? EMPTY[kind] ?? null]),
  );
}

const EMPTY: Partial<Readonly<Record<ParameterKind, unknown>>> = {
  url: "",
  secret: "",
  words: [],
  stages: [],
  people: { userIds: [], teamIds: [] },
};

/** Texts in which placeholders can be put. */
export function templatesOf(parameters: readonly GalleryParameter[]): ReadonlySet<string> {
  return new Set(
    parameters.filter(({ kind }) => kind === "mail").flatMap(({ name }) => [`${name}.subject`, `${name}.body`]),
  );
}

/** Which place of the form a mistake in the definition comes from: `steps.0.mail.body`; null where that can't be said. */
export function placeOfMistake(path: string, parameters: readonly GalleryParameter[]): string | null {
  const nameOf = (kind: ParameterKind) =>
    parameters.filter((one) => one.kind === kind).map(({ name }) => name)[0] ?? null;
  const mail = /\.mail\.(\w+)$/u.exec(path);
  const mailName = nameOf("mail");
  if (mail !== null && mailName !== null) return `${mailName}.${mail[1] ?? ""}`;
  const [last] = path.split(".").toReversed();
  const kinds: Readonly<Record<string, ParameterKind>> = {
    url: "url",
    cron: "cron",
    timeZone: "time-zone",
    secretName: "secret",
  };
  const kind = kinds[last ?? ""];
  return kind === undefined ? null : nameOf(kind);
}

/** The places of a ready workflow that a person may fill in otherwise than the gallery does. */
import { z } from "zod";
import { StageId, UserId } from "../../model/ids.ts";
import { BusinessHours, WEEKDAYS_NINE_TO_FIVE } from "../schedule/business-hours.ts";
import { isCron } from "../schedule/cron.ts";
import { sendEmail } from "../steps/send-email.ts";
import { Duration } from "../steps/common.ts";
import { WebAddress } from "../steps/web-address.ts";
import { stageInRole, stagesOfKind, type BuiltInMail, type GalleryDesk, type StageRole } from "./gallery-desk.ts";
import type { ParameterKind } from "./names.ts";
import type { GalleryTexts } from "./texts/texts.ts";

/** One place: what fits into it, and what stands there when nothing is said. */
export type Parameter<Value> = {
  readonly kind: ParameterKind;
  readonly schema: { safeParse(value: unknown): z.ZodSafeParseResult<Value> };
  /** Null where the desk has nothing to offer: then it must be said. */
  defaultFor(desk: GalleryDesk, texts: GalleryTexts): Value | null;
};

/** Users and teams of the desk; at least one. */
export const People = z
  .object({ userIds: z.array(UserId).max(100).default([]), teamIds: z.array(z.string().max(128)).max(50).default([]) })
  .strict()
  .refine(({ userIds, teamIds }) => userIds.length + teamIds.length > 0, { message: "Name at least one." });
export type People = z.infer<typeof People>;

const Words = z.array(z.string().trim().min(1).max(60)).min(1).max(50);
const Mail = sendEmail.schema.shape.mail;
export type Mail = z.infer<typeof Mail>;

export function duration(amount: number, unit: Duration["unit"]): Parameter<Duration> {
  return { kind: "duration", schema: Duration, defaultFor: () => ({ amount, unit }) };
}

export function stage(role: StageRole): Parameter<StageId> {
  return { kind: "stage", schema: StageId, defaultFor: (desk) => stageInRole(desk, role) };
}

/** All closed stages of the pipeline. */
export function closedStages(): Parameter<StageId[]> {
  return {
    kind: "stages",
    schema: z.array(StageId).min(1).max(50),
    defaultFor: (desk) => nonEmpty(stagesOfKind(desk, "closed")),
  };
}

/** Who answers customers: the first team, on a desk without teams everybody. */
export function agents(): Parameter<People> {
  return {
    kind: "people",
    schema: People,
    defaultFor: ({ teams: [team], users }) =>
      team ? { userIds: [], teamIds: [team.id] } : someUsers(users.map(({ id }) => id)),
  };
}

/** Who is called when something goes wrong: those who look after the desk. */
export function leads(): Parameter<People> {
  return {
    kind: "people",
    schema: People,
    defaultFor: ({ users }) =>
      someUsers(
        users
          .filter(({ permissions }) => permissions.includes("super-admin") || permissions.includes("account-access"))
          .map(({ id }) => id),
      ),
  };
}

export function words(...usual: readonly string[]): Parameter<string[]> {
  return { kind: "words", schema: Words, defaultFor: () => [...usual] };
}

/** Words in the language of the desk's customers. */
export function wordsOf(text: (texts: GalleryTexts) => string): Parameter<string[]> {
  return { kind: "words", schema: Words, defaultFor: (_desk, texts) => text(texts).split(", ") };
}

/** A mail of the gallery's own words. */
export function mail(subject: (texts: GalleryTexts) => string, body: (texts: GalleryTexts) => string): Parameter<Mail> {
  return { kind: "mail", schema: Mail, defaultFor: (_desk, texts) => customMail(subject(texts), body(texts)) };
}

/** The desk's built-in template (E3); where it is not there, a mail of the gallery's own words. */
export function builtInMail(
  builtIn: BuiltInMail,
  subject: (texts: GalleryTexts) => string,
  body: (texts: GalleryTexts) => string,
): Parameter<Mail> {
  return {
    kind: "mail",
    schema: Mail,
    defaultFor: ({ mailTemplates }, texts) => {
      const template = mailTemplates.find((one) => one.builtIn === builtIn);
      return template ? { kind: "template", templateId: template.id } : customMail(subject(texts), body(texts));
    },
  };
}

/** An address of another program: nobody but the person knows it. */
export function url(): Parameter<string> {
  return { kind: "url", schema: WebAddress, defaultFor: () => null };
}

/** Name of a signing secret; '' for none. */
export function secretName(): Parameter<string> {
  return { kind: "secret", schema: z.string().regex(/^[\w.-]{0,60}$/u), defaultFor: () => "" };
}

export function businessHours(): Parameter<BusinessHours> {
  return {
    kind: "business-hours",
    schema: BusinessHours,
    defaultFor: ({ timeZone }) => ({ ...WEEKDAYS_NINE_TO_FIVE, timeZone }),
  };
}

export function cron(usual: string): Parameter<string> {
  return {
    kind: "cron",
    schema: z.string().trim().min(9).max(100).refine(isCron, { message: "This is no schedule of five fields." }),
    defaultFor: () => usual,
  };
}

export function zone(): Parameter<string> {
  return { kind: "time-zone", schema: BusinessHours.shape.timeZone, defaultFor: (desk) => desk.timeZone };
}

function customMail(subject: string, body: string): Mail {
  return { kind: "custom", subject, body, html: false, marketing: false };
}

function someUsers(userIds: UserId[]): People | null {
  return userIds.length === 0 ? null : { userIds, teamIds: [] };
}

function nonEmpty<Item>(items: Item[]): Item[] | null {
  return items.length === 0 ? null : items;
}

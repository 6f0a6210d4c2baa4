/** People of the desk as steps name them. */
import { z } from "zod";
import { UserId } from "../../model/ids.ts";
import { nameOf, words, listOf, type Names, type Phrase } from "../describe/words.ts";
import type { At } from "../kind.ts";
import type { DefinitionContext, Report } from "../validate/issue.ts";
import { TeamIds } from "./common.ts";

/** At least one of them must be named. */
export const Audience = z.object({
  userIds: z.array(UserId).max(100).default([]),
  teamIds: TeamIds.default([]),
  owner: z.boolean().default(false),
  followers: z.boolean().default(false),
});
export type Audience = z.infer<typeof Audience>;

type Named = { readonly userIds: readonly UserId[]; readonly teamIds: readonly string[] };

export const userAt = (id: string, path: string, at: At): UserId => UserId.parse(at("user", id, path));

export const usersAt = (ids: readonly UserId[], path: string, at: At): UserId[] =>
  ids.map((id, position) => userAt(id, `${path}.${position}`, at));

/** Users and teams, the users first. */
export function peopleAt<People extends Named>(people: People, path: string, at: At): People {
  const userIds = usersAt(people.userIds, `${path}.userIds`, at);
  const teamIds = people.teamIds.map((id, position) => at("team", id, `${path}.teamIds.${position}`));
  return { ...people, userIds, teamIds };
}

export function validateUser(id: string, path: string, context: DefinitionContext, report: Report): void {
  if (!context.has("user", id)) report(path, "unknown-user", id);
}

export function validateUsers(ids: readonly string[], path: string, context: DefinitionContext, report: Report): void {
  ids.forEach((id, position) => validateUser(id, `${path}.${position}`, context, report));
}

/** @param hasOthers whether somebody is named beside users and teams */
export function validatePeople(
  { userIds, teamIds }: Named,
  path: string,
  context: DefinitionContext,
  report: Report,
  hasOthers: boolean,
): void {
  validateUsers(userIds, `${path}.userIds`, context, report);
  teamIds.forEach((id, position) => {
    if (!context.has("team", id)) report(`${path}.teamIds.${position}`, "unknown-team", id);
  });
  if (userIds.length + teamIds.length === 0 && !hasOthers) report(path, "nobody-named");
}

export const userWords = (ids: readonly string[], names: Names): Phrase[] => ids.map((id) => nameOf(names, "user", id));

export const peopleWords = ({ userIds, teamIds }: Named, names: Names): Phrase[] => [
  ...userWords(userIds, names),
  ...teamIds.map((id) => nameOf(names, "team", id)),
];

/** @param addresses of people who are no users */
export function audienceWords(to: Audience, names: Names, addresses: readonly string[] = []): Phrase {
  const people: Phrase[] = [
    ...peopleWords(to, names),
    ...(to.owner ? [words("words.people.owner")] : []),
    ...(to.followers ? [words("words.people.followers")] : []),
    ...addresses,
  ];
  return people.length === 0 ? words("words.people.nobody") : listOf(people, "and");
}

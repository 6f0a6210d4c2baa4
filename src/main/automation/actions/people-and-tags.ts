import { tagKey, uniqueTags } from "#shared/rules/unique-tags.ts";
import type { AddFollowersStep } from "#shared/automation/steps/add-followers.ts";
import type { AddTagsStep, RemoveTagsStep } from "#shared/automation/steps/tags.ts";
import type { SetOwnerStep } from "#shared/automation/steps/set-owner.ts";
import { EditableTicketProperties } from "#shared/model/ticket.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { PlainAction } from "./action.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import { changed } from "./changed.ts";
import { missingOwner } from "./missing-owner.ts";

export const setOwner: PlainAction<SetOwnerStep> = ({ userId }, draft, { setup }) => {
  const missing = missingOwner(userId, setup);
  if (missing) return missing;
  return changed(draft, () => changeProperties(draft, { ownerId: userId }));
};

export const addTags: PlainAction<AddTagsStep> = ({ tags }, draft) => {
  const next = uniqueTags([...draft.ticket.tags, ...tags]);
  if (!EditableTicketProperties.shape.tags.safeParse(next).success)
    return { kind: "failed", code: "PD_INPUT_INVALID", message: "The ticket has too many tags." };
  return changed(draft, () => changeProperties(draft, { tags: next }));
};

export const removeTags: PlainAction<RemoveTagsStep> = ({ tags }, draft) => {
  const gone = new Set(tags.map(tagKey));
  const left = draft.ticket.tags.filter((tag) => !gone.has(tagKey(tag)));
  return changed(draft, () => changeProperties(draft, { tags: left }));
};

export const addFollowers: PlainAction<AddFollowersStep> = ({ userIds }, draft, { setup }) => {
  const there = userIds.filter((id) => {
    const user = setup.find("user", id);
    return user !== null && !hasLeft(user);
  });
  const next = Array.from(new Set([...draft.ticket.followerIds, ...there]));
  return changed(draft, () => changeProperties(draft, { followerIds: next }));
};

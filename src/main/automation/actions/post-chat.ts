import type { PostChatStep } from "#shared/automation/steps/webhooks.ts";
import type { Action } from "./action.ts";

export const postChat: Action<PostChatStep> = () => ({
  kind: "failed",
  code: "PD_INTERNAL",
  message: "This step is not built yet.",
});

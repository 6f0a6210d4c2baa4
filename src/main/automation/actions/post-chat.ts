import type { PostChatStep } from "#shared/automation/steps/post-chat.ts";
import { queueRequest } from "../webhooks/queue-request.ts";
import type { Action } from "./action.ts";
import { render } from "./render.ts";

/** Posts a line into a chat, by the address that the chat service gave. The address is the secret: nothing but its host is shown. */
export const postChat: Action<PostChatStep> = async ({ url, text }, draft, context) => {
  const line = (await render(text, draft, context)).trim();
  if (line === "") return { kind: "skipped", reason: "nothing-to-say" };
  const { host } = new URL(url);
  return queueRequest(
    {
      purpose: "chat",
      method: "POST",
      url,
      headers: {},
      contentType: "application/json",
      body: JSON.stringify({ text: line.toWellFormed() }),
      secretName: null,
      about: host,
    },
    draft,
    context,
  );
};

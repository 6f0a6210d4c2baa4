import { z } from "zod";
import { asksAll } from "../asked.ts";
import { quoted } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { namesNothing } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { StepBase, TextTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";
import { hostOf, NO_ADDRESS_YET, validateAddress, WebAddress } from "./web-address.ts";

/** Posts a line into a chat service's incoming webhook: `{"text": …}`, which Slack, Mattermost, Rocket.Chat, Google Chat and Teams take. */
const schema = StepBase.extend({ type: z.literal("post-chat"), url: WebAddress, text: TextTemplate });
export type PostChatStep = z.infer<typeof schema>;

export const postChat: ActionKind<typeof schema> = {
  type: "post-chat",
  category: "communication",
  icon: "message-share",
  label: "words.kind.post-chat",
  schema,
  awaitsAnswer: true,
  defaults: () => ({ type: "post-chat", url: NO_ADDRESS_YET, text: "{{ ticket.subject }}" }),
  references: namesNothing,
  withoutSecrets(step, path, leaveOut) {
    // The whole of such an address is the key.
    leaveOut(`${path}.url`);
    return { ...step, url: `${new URL(step.url).origin}/` };
  },
  templates: ({ text }) => [{ field: "text", text }],
  asks: asksAll,
  changes: changesNothing,
  validate: ({ url }, path, _context, report) => validateAddress(url, path, report),
  describe: ({ text, url }) => words("words.step.post-chat", { text: quoted(text), host: hostOf(url) }),
};

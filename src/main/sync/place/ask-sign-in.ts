import type { Agent } from "node:http";
import { z } from "zod";
import { ErrorData } from "#shared/contract/base.ts";
import { SIGN_IN_PREFIX, signIn, type SignIn } from "#shared/contract/sign-in.ts";
import { errorCodeOf, PipedeskError, type ErrorDetails } from "#shared/errors/pipedesk-error.ts";
import { parsed, strangeStatus } from "../client/envelope.ts";
import { requestServer } from "../client/server-request.ts";

type Asked = "state" | "link" | "join";
type Body<Name extends Asked> = SignIn[Name]["input"] extends z.ZodType ? z.input<SignIn[Name]["input"]> : null;
type Answer<Name extends Asked> = z.output<SignIn[Name]["output"]>;

const Refused = z.looseObject({ message: z.string(), data: ErrorData });

/**
 * Asks a team's server what needs no session (`sign-in.ts`).
 * @throws what the server refuses it with; PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER
 */
export async function askSignIn<Name extends Asked>(
  serverUrl: string,
  name: Name,
  body: Body<Name>,
  agent: Agent,
): Promise<Answer<Name>> {
  const { status, isJson, text } = await requestServer(serverUrl, `${SIGN_IN_PREFIX}/${name}`, {
    agent,
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  const answer = isJson ? parsed(text) : null;
  if (status === 200 && isJson) {
    const read = signIn[name].output.safeParse(answer);
    if (read.success) return read.data as Answer<Name>;
  }
  const refused = Refused.safeParse(answer);
  const code = refused.success ? errorCodeOf({ code: refused.data.data.code }) : undefined;
  // Of a server of ours, but below another path than its own.
  if (refused.success && code !== undefined && code !== "PD_DESK_NOT_FOUND")
    throw new PipedeskError(code, refused.data.message, { details: detailsOf(refused.data.data) });
  throw strangeStatus(status);
}

function detailsOf({ code: _code, ...details }: ErrorData): ErrorDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

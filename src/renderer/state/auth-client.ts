/**
 * How a page that a team's server serves asks it before anybody is signed in: JSON over HTTP below `/auth`. The session is a cookie that no script can read. On a desk without a server nothing
 * answers there.
 */
import { z } from "zod";
import { ErrorData } from "#shared/contract/base.ts";
import { type SignIn, type SignInName, SIGN_IN_PREFIX, signIn } from "#shared/contract/sign-in.ts";

export type AuthInput<Name extends SignInName> = SignIn[Name]["input"] extends z.ZodType
  ? z.input<SignIn[Name]["input"]>
  : undefined;
export type AuthOutput<Name extends SignInName> = z.output<SignIn[Name]["output"]>;

/** @throws what the server refuses it with, as calls of the contract do (`failureOf`); PD_DESK_UNREACHABLE where nothing that is ours answers */
export async function askAuth<Name extends SignInName>(name: Name, input: AuthInput<Name>): Promise<AuthOutput<Name>> {
  const { method, output } = signIn[name];
  const answer = await answerOf(`${SIGN_IN_PREFIX}/${name}`, method, input);
  if (!answer.ok) throw refused(answer.json);
  const read = output.safeParse(answer.json);
  if (!read.success) throw unreachable();
  return read.data as AuthOutput<Name>;
}

async function answerOf(path: string, method: string, input: unknown): Promise<{ ok: boolean; json: unknown }> {
  try {
    const response = await fetch(path, {
      method,
      headers: { accept: "application/json", ...(input === undefined ? {} : { "content-type": "application/json" }) },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
      credentials: "same-origin",
      cache: "no-store",
    });
    const json: unknown = await response.json();
    return { ok: response.ok, json };
  } catch {
    // Nobody there, or a page of something in between: a captive portal, a proxy.
    throw unreachable();
  }
}

function refused(json: unknown): Error {
  const told = z.object({ data: ErrorData }).safeParse(json);
  return told.success ? failureWith(told.data.data) : unreachable();
}

function unreachable(): Error {
  return failureWith({ code: "PD_DESK_UNREACHABLE" });
}

function failureWith(data: ErrorData): Error {
  return Object.assign(new Error(data.code), { data });
}

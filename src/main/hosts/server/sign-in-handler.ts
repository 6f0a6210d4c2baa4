import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import type { Accounts } from "#main/accounts/create-accounts.ts";
import type { From } from "#main/accounts/sessions.ts";
import type { SignedIn } from "#main/accounts/sign-in-service.ts";
import type { Log } from "#main/desk/context.ts";
import { MIN_PASSWORD_CHARACTERS } from "#shared/contract/account-views.ts";
import { SIGN_IN_PREFIX, signIn, type SignInName } from "#shared/contract/sign-in.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { sendError } from "../http/error-response.ts";
import { readSmallJson } from "../http/rest/request-body.ts";
import { contractError, type ContractError } from "../rpc/contract-error.ts";
import { toContractError } from "../rpc/error-mapping.ts";
import type { ClientAddress } from "./client-address.ts";
import { MAX_SIGN_IN_BODY_BYTES } from "./limits.ts";
import type { ServerAccess } from "./server-access.ts";

export type SignInHandler = {
  /** Answers a request below `/auth`, always; never throws. The caller has checked where it comes from. */
  handle(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void>;
};

export type SignInHandlerOptions = {
  readonly accounts: Accounts;
  readonly access: ServerAccess;
  readonly clients: ClientAddress;
  readonly log: Log;
  readonly version: string;
  readonly deskName: () => string;
};

export function createSignInHandler(options: SignInHandlerOptions): SignInHandler {
  const { accounts, access, clients, log, version, deskName } = options;
  const service = accounts.signIn;

  type Answer = { readonly body: unknown; readonly session?: string | null };
  type Answering = {
    readonly [Name in SignInName]: (input: Input<Name>, from: From, request: IncomingMessage) => Promise<Answer>;
  };
  const enter = async (entering: Promise<SignedIn>): Promise<Answer> => {
    const { result, session } = await entering;
    return session === null ? { body: result } : { body: result, session };
  };
  const DONE = { done: true };

  const answering: Answering = {
    async state(_input, _from, request) {
      const caller = await access.callerOfSession(request);
      const state = caller !== null ? "signed-in" : (await service.needsSetUp()) ? "set-up" : "sign-in";
      return {
        body: {
          state,
          product: "pipedesk",
          version: caller === null ? "" : version,
          deskName: caller === null ? "" : deskName(),
          userId: caller?.userId ?? null,
          minPasswordCharacters: MIN_PASSWORD_CHARACTERS,
        },
      };
    },
    link: async (input) => ({ body: await service.link(input) }),
    "set-up": (input, from) => enter(service.setUp(input, from)),
    "sign-in": (input, from) => enter(service.signIn(input, from)),
    totp: (input, from) => enter(service.totp(input, from)),
    async "sign-out"(_input, from, request) {
      await service.signOut(access.sessionOf(request), from);
      return { body: DONE, session: null };
    },
    invitation: (input, from) => enter(service.invitation(input, from)),
    async forgotten(input, from) {
      await service.forgotten(input, from);
      return { body: DONE };
    },
    reset: (input, from) => enter(service.reset(input, from)),
    join: async (input, from) => ({ body: await service.join(input, from) }),
  };

  async function answer(name: SignInName, request: IncomingMessage): Promise<Answer> {
    const { method, input } = signIn[name];
    if (method !== request.method) throw nothingHere(405);
    const body = input === null ? null : read(name, await readSmallJson(request, MAX_SIGN_IN_BODY_BYTES));
    const from = { address: clients.addressOf(request), userAgent: request.headers["user-agent"] ?? "" };
    // What sets a cookie is for this server's own page: another site could sign a browser in as somebody else otherwise. Programs send no Origin and no cookie.
    const isBrowser = request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined;
    const forged = method === "POST" && isBrowser ? access.checkForgery(request) : undefined;
    if (forged) throw forged;
    return answering[name](body as never, from, request);
  }

  return {
    async handle(request, response, pathname) {
      try {
        const name = pathname.slice(SIGN_IN_PREFIX.length + 1);
        if (!Object.hasOwn(signIn, name)) throw nothingHere(404);
        const { body, session } = await answer(name as SignInName, request);
        if (session !== undefined) response.setHeader("Set-Cookie", access.cookieFor(session));
        const json = JSON.stringify(body);
        response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(json) });
        response.end(json);
      } catch (error) {
        sendError(response, told(error, request, response, pathname));
      }
    },
  };

  function told(error: unknown, request: IncomingMessage, response: ServerResponse, pathname: string): ContractError {
    if (errorCodeOf(error) !== "PD_SIGN_IN_PAUSED" || !(error instanceof PipedeskError))
      return toContractError(error, log, `${request.method} ${pathname}`);
    response.setHeader("Retry-After", String(error.details.retryAfterSeconds ?? 60));
    return contractError("PD_SIGN_IN_PAUSED", error.message, { details: error.details, status: 429 });
  }
}

type Input<Name extends SignInName> = (typeof signIn)[Name]["input"] extends z.ZodType<infer Value> ? Value : null;

/** @throws PD_INPUT_INVALID; what was given is not told, since it holds passwords */
function read<Name extends SignInName>(name: Name, given: unknown): Input<Name> {
  const schema: z.ZodType | null = signIn[name].input;
  const parsed = schema?.safeParse(given);
  if (parsed?.success) return parsed.data as Input<Name>;
  throw new PipedeskError("PD_INPUT_INVALID", "The input is not valid.", {
    details: {
      issues: (parsed?.error.issues ?? []).map(({ path, message }) => ({ path: path.map(String).join("."), message })),
    },
  });
}

function nothingHere(status: 404 | 405): ContractError {
  const message = status === 405 ? "This address has another method." : "There is nothing at this address.";
  return contractError("PD_DESK_NOT_FOUND", message, { details: { what: "address" }, status });
}

import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { MIN_PASSWORD_CHARACTERS } from "#shared/contract/account-views.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ARGON2, MAX_PARALLEL_DIGESTS } from "./limits.ts";

/** Passwords, each in as much memory and time as a guess must cost. */
export type Passwords = {
  /** In PHC form. */
  digest(password: string): Promise<string>;
  /** @param kept null: nobody's; it takes as long all the same, so that time doesn't tell who has an account */
  matches(kept: string | null, password: string): Promise<boolean>;
};

export function createPasswords(): Passwords {
  let nobodys: Promise<string> | undefined;
  const inTurn = createTurns(MAX_PARALLEL_DIGESTS);
  const digest = (password: string) => inTurn(() => hash(normal(password), ARGON2));
  return {
    digest,
    async matches(kept, password) {
      nobodys ??= digest(randomBytes(32).toString("base64"));
      const against = kept ?? (await nobodys);
      const isRight = await inTurn(() => verify(against, normal(password)));
      return isRight && kept !== null;
    },
  };
}

/** The same letters, however a keyboard makes them (NIST SP 800-63B §5.1.1.2). */
function normal(password: string): string {
  return password.normalize("NFKC");
}

function createTurns(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits longest takes this place over.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Fewer different characters are a keyboard's row held down. */
const MIN_DIFFERENT_CHARACTERS = 5;
/** Of the words that lists of broken passwords begin with: what is left of a password without them has to be long enough still. */
const COMMON =
  /password|passwort|pa\$\$w[o0]rd|p[a4]ssw[o0]rd|qwert[yz]uiop|qwert[yz]|asdfgh?|1q2w3e4r|letmein|welcome|benvenuto|iloveyou|admin|pipedesk|helpdesk|support|abc123|12345\d*|(?:19|20)\d\d/giu;
const MIN_UNCOMMON_CHARACTERS = 6;

/** @throws PD_ACCOUNT_PASSWORD */
export function requireStrongPassword(password: string, about: readonly string[]): void {
  const given = normal(password);
  if (Array.from(given).length < MIN_PASSWORD_CHARACTERS)
    throw weak("short", `A password has at least ${MIN_PASSWORD_CHARACTERS} characters.`);
  let rest = given.toLowerCase();
  for (const word of about.flatMap((one) => one.toLowerCase().split(/[@.\s]+/u)))
    if (word.length >= 4) rest = rest.replaceAll(word, "");
  rest = rest.replaceAll(COMMON, "");
  if (rest.length < MIN_UNCOMMON_CHARACTERS || new Set(given).size < MIN_DIFFERENT_CHARACTERS)
    throw weak("easy", "This password is easy to guess. Several words that don't belong together are better.");
}

function weak(reason: "short" | "easy", message: string): PipedeskError {
  return new PipedeskError("PD_ACCOUNT_PASSWORD", message, {
    details: { reason, issues: [{ path: "password", message }] },
  });
}

import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** The outcome of work that others do, or an error once that takes too long; what it comes to then is dropped. */
export async function inTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new PipedeskError("PD_DESK_UNREACHABLE", `There was no answer for ${Math.round(limitMs / 1000)} seconds.`));
  }, limitMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

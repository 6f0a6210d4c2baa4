/** The part of the core's log that a listener needs. */
export type FaultLog = { error(message: string, details?: Readonly<Record<string, unknown>>): void };

/**
 * A listener whose faults stay its own. Thrown out of a listener, they would be thrown by RxJS outside of everything, and end the process with all of its work.
 * @param what it follows, for the log
 * @param recover brings the listener up to date again, as the change that it failed at is lost to it
 */
export function contained<Value>(
  log: FaultLog,
  what: string,
  take: (value: Value) => void,
  recover: () => void = () => undefined,
): (value: Value) => void {
  const safely = (work: () => void, otherwise: (error: unknown) => void) => {
    try {
      work();
    } catch (error) {
      otherwise(error);
    }
  };
  return (value) =>
    safely(
      () => take(value),
      (error) => {
        log.error(`A change could not be followed: ${what}`, { error });
        safely(recover, (second) => log.error(`And it could not be made good: ${what}`, { error: second }));
      },
    );
}

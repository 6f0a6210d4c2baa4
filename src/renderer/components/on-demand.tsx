import { type ComponentType, useEffect, useState } from "react";

export type OnDemand<Props extends object> = ComponentType<Props> & {
  /** Fetches the code ahead, so that the first showing is like any other. Where it can't be had the showing asks again. */
  readonly preload: () => void;
};

/**
 * A part of the interface whose code is fetched when it is first shown; nothing stands there until then. Takes the place of React's `lazy`
 * and `Suspense`, which hold back what has arrived for 300 ms once they have shown that something is missing. What fails to come goes to the
 * error boundary.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let loaded: ComponentType<Props> | null = null;
  const fetchCode = async () => (loaded = await load());

  function Demanded(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    useEffect(() => {
      if (Part !== null) return undefined;
      let shown = true;
      fetchCode().then(
        (part) => shown && setPart(() => part),
        (error: unknown) => shown && setFailure({ error }),
      );
      return () => {
        shown = false;
      };
    }, [Part]);
    if (failure !== null) throw failure.error;
    return Part === null ? null : <Part {...props} />;
  }
  return Object.assign(Demanded, { preload: () => void fetchCode().catch(() => undefined) });
}

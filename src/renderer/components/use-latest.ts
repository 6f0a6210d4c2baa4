import { useLayoutEffect, useState } from "react";

/** A function that gives the value of the newest painting: for what is set up once and called later. The same function while the component is shown. */
export function useLatest<Value>(value: Value): () => Value {
  const [box] = useState(() => {
    let held = value;
    return {
      get: () => held,
      set: (next: Value) => {
        held = next;
      },
    };
  });
  useLayoutEffect(() => box.set(value));
  return box.get;
}

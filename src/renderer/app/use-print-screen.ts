import { usePrint } from "../components/use-print.ts";
import { useToasts } from "../components/use-toasts.tsx";
import { useDesk } from "../state/desk-context.tsx";

/** Prints what the window shows, by the system's dialog. */
export function usePrintScreen(): () => Promise<void> {
  const { desktop } = useDesk();
  const print = usePrint();
  const toasts = useToasts();
  return async () => {
    try {
      // A browser's dialog holds the page up until the person is done with it.
      await print(async () => (desktop === null ? window.print() : desktop.print()));
    } catch (error) {
      toasts.failed(error);
    }
  };
}

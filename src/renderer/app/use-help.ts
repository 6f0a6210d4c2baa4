import { useComputedColorScheme } from "@mantine/core";

/** The guide that was built into the program. It lies beside the page, so that it is there with no network; it opens in a window of its own, in the same colours. */
export function useHelpAddress(): string {
  const scheme = useComputedColorScheme("light");
  return new URL(`help/index.html?colours=${scheme}`, document.baseURI.replace(/[?#].*$/u, "")).href;
}

/** For links that open it. */
export const HELP_WINDOW = { target: "_blank", rel: "noopener" } as const;

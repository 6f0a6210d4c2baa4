import type { Desk } from "#renderer/state/desk.ts";

/** Opens an address outside of the desk: the desktop app by the system, a browser in a tab that knows nothing of ours. @throws what the desktop app answers */
export async function openOutside(desk: Pick<Desk, "desktop">, url: string): Promise<void> {
  if (desk.desktop !== null) {
    await desk.desktop.openLink({ url });
    return;
  }
  // In no document, so that nobody asks about it again.
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noopener noreferrer";
  if (!url.startsWith("mailto:")) link.target = "_blank";
  link.click();
}

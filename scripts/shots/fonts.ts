import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const SYSTEM_CONFIG = "/etc/fonts/fonts.conf";
/** The first that is installed stands for the system's own font, as people have one; Debian: fonts-inter. The last lies beside the browser that npm brings. */
const PREFERRED = ["Inter", "Noto Sans", "Liberation Sans", "Open Sans"];

/** Environment for a browser on Linux, where a bare machine's interface font is wide and dated; nothing elsewhere. */
export function fontEnvironment(directory: string, browser: string): Record<string, string> {
  if (!existsSync(SYSTEM_CONFIG)) return {};
  const families = PREFERRED.map((family) => `<string>${family}</string>`).join("");
  const rules = ["system-ui", "sans-serif"].map(
    (name) =>
      `<match target="pattern"><test name="family"><string>${name}</string></test>` +
      `<edit name="family" mode="prepend_first" binding="strong">${families}</edit></match>`,
  );
  const path = join(directory, "fonts.conf");
  writeFileSync(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>${SYSTEM_CONFIG}</include><dir>${join(dirname(browser), "fonts")}</dir>${rules.join("")}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: path };
}

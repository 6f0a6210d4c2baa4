import { Menu, nativeImage, Tray, type NativeImage } from "electron";
import type { Log } from "#main/desk/context.ts";
import type { Translate } from "#shared/i18n/index.ts";
import { badgeText, withDot } from "./unread-badge.ts";

/** What trays show: points on a Mac's menu bar, pixels elsewhere. */
const TRAY_SIZE = 22;

export type TrayActions = {
  readonly show: () => void;
  readonly newTicket: () => void;
  readonly quit: () => void;
};

export type DeskTray = {
  /** Makes it, or takes it away. */
  setShown(shown: boolean): void;
  /** Says how much is unread, in the present language. */
  update(t: Translate, deskName: string, unread: number): void;
};

/** The desk's icon in the system's tray, for as long as the program may go on without a window. */
export function createDeskTray(iconPath: string, actions: TrayActions, log: Log): DeskTray {
  const plain = nativeImage.createFromPath(iconPath).resize({ width: TRAY_SIZE, height: TRAY_SIZE, quality: "best" });
  const dotted = dottedOf(plain);
  let tray: Tray | null = null;
  let say: ((shown: Tray) => void) | null = null;

  return {
    setShown(shown) {
      if (shown === (tray !== null)) return;
      if (!shown) {
        tray?.destroy();
        tray = null;
        return;
      }
      try {
        tray = new Tray(plain);
        tray.on("click", actions.show);
        say?.(tray);
      } catch (error) {
        // A desktop without a tray: the program is found by its icon in the launcher, which shows the window again.
        log.warn("This desktop has no tray.", { error });
      }
    },
    update(t, deskName, unread) {
      say = (shown) => {
        const count = badgeText(unread);
        shown.setImage(count === "" ? plain : dotted);
        shown.setToolTip(count === "" ? deskName : t("desktop.tray.unread", { desk: deskName, count: unread }));
        shown.setContextMenu(
          Menu.buildFromTemplate([
            { label: t("desktop.tray.show"), click: actions.show },
            { label: t("menu.newTicket"), click: actions.newTicket },
            { type: "separator" },
            { label: t("menu.quit"), click: actions.quit },
          ]),
        );
      };
      if (tray !== null) say(tray);
    },
  };
}

function dottedOf(image: NativeImage): NativeImage {
  const { width, height } = image.getSize();
  if (width === 0 || height === 0) return image;
  const { pixels } = withDot({ width, height, pixels: image.toBitmap() });
  return nativeImage.createFromBitmap(pixels, { width, height });
}

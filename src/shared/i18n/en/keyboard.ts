import type { Messages } from "../message.ts";

export const keyboard = {
  "keyboard.title": "Keyboard",
  "keyboard.text":
    "Press a key’s button, then the key that you want: one, or two in a row. It holds for you, on this computer.",
  "keyboard.resetAll": "Reset all keys",
  "keyboard.area.everywhere": "Everywhere",
  "keyboard.area.lists": "In lists",
  "keyboard.area.tickets": "Tickets",
  "keyboard.press": "Press a key …",
  "keyboard.change": "{label}: {keys}, change",
  "keyboard.none": "none",
  "keyboard.off": "Off",
  "keyboard.offOf": "{label}: switch the key off",
  "keyboard.reset": "Reset",
  "keyboard.resetOf": "{label}: reset the key",
  "keyboard.taken": "{keys} is in use: {label}.",
  "keyboard.takeOver": "Use it here instead",
} as const satisfies Messages;
